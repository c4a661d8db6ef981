import type { PacePorts } from './change-line.ts';
import { partitions } from './row-keys.ts';

/** How long a line is kept after it has said its last, in milliseconds. */
const keptMs = 24 * 60 * 60_000;

/**
 * Deletes lines of threads that nobody has wanted anything of for a day. One that has just come into use again stays.
 *
 * @returns how many were found, up to the limit, and how many of them deleted.
 */
export async function deleteStale(
  { rowsOf, now }: PacePorts,
  limit: number,
  signal: AbortSignal,
): Promise<{ found: number; deleted: number }> {
  let [found, deleted] = [0, 0];
  for (const partition of partitions) {
    if (found >= limit) break;
    const rows = rowsOf(partition);
    const below = new Date(now() - keptMs).toISOString();
    const range = { from: '', below: '~', limit: limit - found, only: { column: 'last', below } };
    const stale = (await rows.list(range, signal)).rows;
    const gone = await Promise.all(stale.map(({ key, etag }) => rows.remove(key, etag, signal)));
    found += stale.length;
    deleted += gone.filter(Boolean).length;
  }
  return { found, deleted };
}
