import type { KeptUntil, Place } from '../../moderation/standings.ts';
import type { Change, Row } from '../table-rows.ts';
import { bearingRows } from './bearing-rows.ts';
import { copyKey, expiredAt, expireKey, standingKey } from './row-keys.ts';
import { readStandingRow, toPlaced, writeStandingRow } from './standing-row.ts';
import type { StandingsPorts } from './standings-ports.ts';

/** After how long a row is looked at again that nobody can read, or whose neighbour nobody can read, in milliseconds. */
const lookAgainMs = 7 * 24 * 60 * 60_000;

/**
 * Deletes standings that have been kept long enough, with their copies, and looks again later at those that have not. In
 * two steps, since a transaction cannot delete on condition: whoever changes a row that is about to go moves the row that
 * names it, and so the second step fails.
 */
export async function deleteExpired(
  ports: StandingsPorts,
  limit: number,
  keptUntil: KeptUntil,
  signal: AbortSignal,
): Promise<{ found: number; deleted: number }> {
  const expired = await ports.rows.list({ ...expiredAt(ports.now()), limit }, signal);
  const deleted = await Promise.all(expired.rows.map((row) => forget(ports, row, keptUntil, signal)));
  return { found: expired.rows.length, deleted: deleted.filter(Boolean).length };
}

async function forget(
  ports: StandingsPorts,
  { key: due, columns }: Row,
  keptUntil: KeptUntil,
  signal: AbortSignal,
): Promise<boolean> {
  const { rows, now } = ports;
  const place: Place = { participant: String(columns.participant), threadId: String(columns.threadId) };
  const bearing = await bearingRows(ports, place, signal);
  const found = bearing.find(({ key }) => key === standingKey(place));
  if (found?.columns.expire !== due) {
    await rows.write([{ delete: due }], signal);
    return false;
  }
  const read = bearing.map(readStandingRow);
  const row = read[bearing.indexOf(found)];
  const all = read.flatMap((each) => (each ? [toPlaced(each)] : []));
  if (!row || all.length < read.length) {
    const columns = { expire: expireKey(now() + lookAgainMs, place) };
    await rows.write(
      [{ merge: found.key, etag: found.etag, columns }, ...moved(due, columns.expire, place)],
      signal,
    );
    return false;
  }
  const until = await keptUntil(toPlaced(row), all, signal);
  const expire = expireKey(until ?? now(), place);
  const { leaving: _, ...staying } = { ...row, expire };
  const next = until === undefined ? { ...staying, leaving: true as const } : staying;
  const step = { replace: found.key, etag: found.etag, columns: writeStandingRow(next) };
  const etag = await rows.write([step, ...moved(due, expire, place)], signal);
  if (!etag || until !== undefined) return false;

  const copy = row.ban || row.lift ? [{ delete: copyKey(place) }] : [];
  return (await rows.write([{ delete: found.key }, { delete: expire }, ...copy], signal)) !== undefined;
}

function moved(from: string, to: string, { participant, threadId }: Place): Change[] {
  return from === to ? [] : [{ delete: from }, { create: to, columns: { participant, threadId } }];
}
