import type { Change } from '../table-rows.ts';
import { damaged } from './damaged-record.ts';
import { dueSince } from './due-since.ts';
import type { LedgerPorts } from './ledger-ports.ts';
import { readDecision } from './read-decision.ts';
import { rewrite } from './rewrite.ts';
import { decisionOf, eventKey, markerKey, markersUpTo } from './row-keys.ts';

/** How far on an overdue decision is moved: by then a worker has it, or nobody has. */
export const movedByMs = 60_000;

/**
 * Moves what is overdue a minute on. Only its due row moves: what the decision itself waits for (`notBefore`, a lease)
 * is for `begin` to look at. Whoever moves it is the one to queue it; another sweep finds it moved.
 *
 * @returns the decisions that were moved.
 */
export async function takeOverdue(
  ports: LedgerPorts,
  limit: number,
  signal: AbortSignal,
): Promise<{ found: number; taken: string[] }> {
  const { rows, now } = ports;
  const overdue = await rows.list({ ...markersUpTo('due', now()), limit }, signal);
  const moved = await Promise.all(
    overdue.rows.map(async ({ key, columns }) => {
      const overdueRow = { key, since: dueSince({ key, columns }) };
      return (await move(ports, overdueRow, signal)) ? [decisionOf(key)] : [];
    }),
  );
  return { found: overdue.rows.length, taken: moved.flat() };
}

interface Overdue {
  readonly key: string;
  /** When it was due at first, ISO 8601: the sweep moves the row, and how long nobody came would be forgotten. */
  readonly since: string;
}

async function move(ports: LedgerPorts, { key, since }: Overdue, signal: AbortSignal): Promise<boolean> {
  const { rows, now } = ports;
  const decision = decisionOf(key);
  const found = await readDecision(rows, decision, signal);
  if (found.kind === 'row' && found.row.due === key) {
    const next = { ...found.row, due: markerKey('due', now() + movedByMs, decision) };
    const by = ports.newLease();
    if (await rows.write(rewrite(found.row, found.etag, next, { since, by }), signal)) return true;
    // Another sweep's doing, or our own, if the reply to it was lost.
    return (await rows.read(next.due, signal))?.columns.by === by;
  }
  // A due row that no event row names was left by a hand or another version; it must not come up for ever.
  const setAside = found.kind === 'damaged' ? failDamaged(ports, decision, found.etag) : [];
  await rows.write([...setAside, { delete: key }], signal);
  return found.kind === 'damaged';
}

/** Puts a record that nobody can read on the list of failures, and leaves what is in it for people to look at. */
function failDamaged({ now, retentionMs }: LedgerPorts, decision: string, etag: string): Change[] {
  const time = now();
  const failed = markerKey('failed', time, decision);
  const expire = markerKey('expire', time + retentionMs, decision);
  return [
    {
      merge: eventKey(decision),
      etag,
      columns: { status: damaged.status, ending: JSON.stringify(damaged), due: '', failed, expire },
    },
    { create: failed, columns: {} },
    { create: expire, columns: {} },
  ];
}
