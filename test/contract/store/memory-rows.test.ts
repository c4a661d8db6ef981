import { TableClient } from '@azure/data-tables';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningStorage, startStorage } from '../../../local/storage/start-storage.ts';
import { type Change, type Rows, tableRows } from '../../../src/store/table-rows.ts';
import { memoryRows } from '../../unit/memory-rows.ts';
import { signal } from './ledger-under-test.ts';

let storage: RunningStorage | undefined;
let partitions = 0;
beforeAll(async () => {
  storage = await startStorage();
});
afterAll(() => storage?.stop());

const keys = ['a', 'a|1', 'b', 'b|*'] as const;
const key = fc.constantFrom(...keys);
const columns = fc.record({ one: fc.string({ maxLength: 3 }), two: fc.nat() }, { requiredKeys: [] });
/** What a change expects: the row as it is, as it was once, or however it is. */
const expects = fc.constantFrom('now', 'once', '*');
const change = fc.oneof(
  fc.record({ kind: fc.constant('create' as const), key, columns }),
  fc.record({ kind: fc.constantFrom('replace' as const, 'merge' as const), key, columns, expects }),
  fc.record({ kind: fc.constant('delete' as const), key }),
);
type Drawn = typeof change extends fc.Arbitrary<infer T> ? T : never;
const transaction = fc.uniqueArray(change, { minLength: 1, maxLength: 3, selector: (each) => each.key });

/** Carries out one transaction after the other, and says what came of each and what is there at the end. */
async function play(rows: Rows, transactions: readonly (readonly Drawn[])[]) {
  const once = new Map<string, string>();
  const results: boolean[] = [];
  for (const each of transactions) {
    const changes: Change[] = [];
    for (const one of each) {
      if (one.kind === 'create') changes.push({ create: one.key, columns: one.columns });
      else if (one.kind === 'delete') changes.push({ delete: one.key });
      else {
        const now = (await rows.read(one.key, signal))?.etag ?? once.get(one.key) ?? '*';
        const before = once.get(one.key) ?? now;
        once.set(one.key, now);
        const etag = one.expects === 'now' ? now : one.expects === 'once' ? before : '*';
        const rest = { etag, columns: one.columns };
        changes.push(one.kind === 'replace' ? { replace: one.key, ...rest } : { merge: one.key, ...rest });
      }
    }
    results.push((await rows.write(changes, signal)) !== undefined);
  }
  const { rows: left } = await rows.list({ from: '', below: '~', limit: 100 }, signal);
  const some = await rows.list({ from: 'a|', below: 'b|', limit: 1 }, signal);
  const seen = left.map(({ key, columns }) => ({ key, columns: { ...columns } }));
  return { results, seen, some: some.rows.map(({ key }) => key), more: some.continuation !== undefined };
}

describe('rows in memory', () => {
  it('do what rows of a table do', async () => {
    const table = TableClient.fromConnectionString(storage?.connectionString ?? '', 'rows', {
      allowInsecureConnection: true,
    });
    await fc.assert(
      fc.asyncProperty(fc.array(transaction, { maxLength: 8 }), async (transactions) => {
        partitions += 1;
        const real = await play(
          tableRows(async () => table, `partition-${partitions}`),
          transactions,
        );
        expect(await play(memoryRows(), transactions)).toEqual(real);
      }),
      { numRuns: 60 },
    );
  });
});
