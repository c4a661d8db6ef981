import type { Change, Columns, Row, Rows } from '../../src/store/table-rows.ts';

/** A partition of a table in memory. */
export interface MemoryRows extends Rows {
  /** All rows, in the order of their keys. */
  all(): readonly Row[];
}

/**
 * Rows as Azure Tables keeps them (`test/contract/store/memory-rows.test.ts` holds the two together), for tests that need
 * thousands of tables.
 */
export function memoryRows(): MemoryRows {
  const rows = new Map<string, { etag: string; columns: Columns }>();
  let versions = 0;
  const keyOf = (change: Change) =>
    'create' in change
      ? change.create
      : 'delete' in change
        ? change.delete
        : 'replace' in change
          ? change.replace
          : change.merge;
  const fits = (change: Change) => {
    const found = rows.get(keyOf(change));
    if ('create' in change) return found === undefined;
    return found !== undefined && ('delete' in change || change.etag === '*' || change.etag === found.etag);
  };
  let sorted: readonly Row[] | undefined;
  const all = () => {
    sorted ??= [...rows]
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, row]) => ({ key, ...row }));
    return sorted;
  };
  return {
    all,
    async read(key) {
      const found = rows.get(key);
      return found && { key, ...found };
    },
    async write(changes) {
      if (!changes.every(fits)) return undefined;
      sorted = undefined;
      for (const change of changes) {
        const key = keyOf(change);
        versions += 1;
        if ('delete' in change) rows.delete(key);
        else {
          const before = 'merge' in change ? rows.get(key)?.columns : {};
          rows.set(key, { etag: `v${versions}`, columns: { ...before, ...change.columns } });
        }
      }
      const [first] = changes;
      return first && 'delete' in first ? '*' : rows.get(first ? keyOf(first) : '')?.etag;
    },
    async remove(key, etag) {
      sorted = undefined;
      return rows.get(key)?.etag === etag && rows.delete(key);
    },
    async list({ from, below, limit, only }, _signal, continuation) {
      const start = continuation ?? from;
      const isWanted = ({ key, columns }: Row) =>
        key >= start && key < below && (!only || String(columns[only.column] ?? '~') < only.below);
      const found = all().filter(isWanted);
      const next = found[limit]?.key;
      return { rows: found.slice(0, limit), ...(next !== undefined && { continuation: next }) };
    },
  };
}
