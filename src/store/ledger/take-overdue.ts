import type { Change } from '../table-rows.ts';
import { damaged } from './damaged-record.ts';
import type { LedgerPorts } from './ledger-ports.ts';
import { readDecision } from './read-decision.ts';
import { rewrite } from './rewrite.ts';
import { decisionOf, eventKey, markerKey, markersUpTo } from './row-keys.ts';

/** How far on an overdue decision is moved: by then a worker has it, or nobody has. */
const moveByMs = 60_000;

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
    overdue.rows.map(async ({ key }) => {
      const decision = decisionOf(key);
      return (await move(ports, key, decision, signal)) ? [decision] : [];
    }),
  );
  return { found: overdue.rows.length, taken: moved.flat() };
}

async function move(
  ports: LedgerPorts,
  key: string,
  decision: string,
  signal: AbortSignal,
): Promise<boolean> {
  const { rows, now } = ports;
  const found = await readDecision(rows, decision, signal);
  if (found.kind === 'row' && found.row.due === key) {
    const next = { ...found.row, due: markerKey('due', now() + moveByMs, decision) };
    return (await rows.write(rewrite(found.row, found.etag, next), signal)) !== undefined;
  }
  // A due row that no event row names was left by a hand or another version; it must not come up for ever.
  const setAside = found.kind === 'damaged' ? failDamaged(ports, decision, found.etag) : [];
  await rows.write([...setAside, { delete: key }], signal);
  return found.kind === 'damaged';
}

/** Puts a record that nobody can read on the list of failures, and leaves what is in it for people to look at. */
function failDamaged({ now, retentionMs }: LedgerPorts, decision: string, etag: string): Change[] {
  const time = now();
  return [
    {
      merge: eventKey(decision),
      etag,
      columns: { status: damaged.status, ending: JSON.stringify(damaged) },
    },
    { create: markerKey('failed', time, decision), columns: {} },
    { create: markerKey('expire', time + retentionMs, decision), columns: {} },
  ];
}
