import fc from 'fast-check';
import { expect, it } from 'vitest';
import { lineKey, partitionOf, partitions } from '../../../../src/store/pace/row-keys.ts';

const anything = fc.string({ unit: 'binary', maxLength: 60 });

it('keeps the id of a thread readable', () => {
  expect(lineKey('19:Abc_d-1@thread.v2')).toBe('19:Abc_d-1@thread.v2');
});

it('makes of any id a key that a table takes, within the range that is tidied', () => {
  // https://learn.microsoft.com/rest/api/storageservices/understanding-the-table-service-data-model
  fc.assert(
    fc.property(anything, (id) => {
      expect(lineKey(id)).toMatch(/^[A-Za-z0-9:@._=-]*$/);
      expect(lineKey(id) < '~').toBe(true);
    }),
  );
});

it('never makes one key of two ids', () => {
  fc.assert(
    fc.property(anything, anything, (one, other) => {
      expect(lineKey(one) === lineKey(other)).toBe(one === other);
    }),
  );
});

it('spreads threads over all partitions', () => {
  const used = Array.from({ length: 500 }, (_, index) => partitionOf(`19:${index}@thread.v2`));
  expect(new Set(used)).toEqual(new Set(partitions));
});
