import fc from 'fast-check';
import { expect, it } from 'vitest';
import { backoff } from '../../../src/upstream/backoff.ts';

it('lies anywhere between nothing and a bound that doubles up to ten seconds', () => {
  fc.assert(
    fc.property(
      fc.nat(1_000),
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      (retry, random) => {
        const wait = backoff(retry, random);
        expect(wait).toBeGreaterThanOrEqual(0);
        expect(wait).toBeLessThanOrEqual(Math.min(10_000, 200 * 2 ** retry));
      },
    ),
  );
});

it('spreads over the whole of its range', () => {
  expect([0, 0.5, 0.999].map((random) => backoff(2, random))).toEqual([0, 400, 799]);
});
