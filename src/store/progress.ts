import type { Progress } from '../moderation/progress.ts';
import type { Rows } from './table-rows.ts';

/** The table, and its only partition. */
export const progressTable = 'progress';

/** Progress on Azure Tables: a row a name, its state as JSON. */
export function createProgress(rows: Rows): Progress {
  return {
    async read(name, signal) {
      const row = await rows.read(name, signal);
      return row && { state: parse(row.columns.state), version: row.etag };
    },
    async save(name, state, version, signal) {
      const columns = { state: JSON.stringify(state) };
      const change = version ? { replace: name, etag: version, columns } : { create: name, columns };
      const etag = await rows.write([change], signal);
      if (etag) return etag;
      // It may have been our own write, whose reply was lost.
      const row = await rows.read(name, signal);
      return row?.columns.state === columns.state ? row.etag : undefined;
    },
    async forget(name, signal) {
      await rows.write([{ delete: name }], signal);
    },
  };
}

function parse(text: unknown): unknown {
  try {
    return JSON.parse(String(text));
  } catch {
    return undefined;
  }
}
