import { leaseMs } from '../../moderation/lease.ts';
import type { Acceptance, Accepted } from '../../moderation/ledger.ts';
import type { RecordedEvent } from '../../moderation/moderation-event.ts';
import { storageError } from '../storage-error.ts';
import { damagedRecord } from './damaged-record.ts';
import { type EventRow, isUsableRow, toRecord, writeEventRow } from './event-row.ts';
import { finished, heldBack, holdWork } from './hold-work.ts';
import type { LedgerPorts } from './ledger-ports.ts';
import { readDecision } from './read-decision.ts';
import { eventKey, markerKey, markers } from './row-keys.ts';
import { whatDiffers } from './what-differs.ts';

/**
 * Writes an event down: its row and its due row in one transaction, so that from then on the sweep finds it, whatever
 * becomes of us. Leased to the caller, which saves a round trip, unless it is for later, is held or has ended.
 */
export async function accept(
  ports: LedgerPorts,
  event: RecordedEvent,
  signal: AbortSignal,
  acceptance: Acceptance = {},
): Promise<Accepted> {
  const { rows, now, clock, newLease } = ports;
  const [received, started, lease] = [now(), clock.monotonic(), newLease()];
  const row = firstRow(ports, event, received, acceptance, lease);
  const marked = markers.flatMap((marker) => row[marker] ?? []);
  const changes = [
    { create: eventKey(event.decision), columns: writeEventRow(row) },
    ...marked.map((create) => ({ create, columns: {} })),
  ];
  const etag = await rows.write(changes, signal);
  if (etag && (row.lease === undefined || !isUsableRow(row))) return { kind: 'waits', record: toRecord(row) };
  if (etag && isUsableRow(row)) return { kind: 'work', work: holdWork(ports, { row, etag, lease, started }) };

  const found = await readDecision(rows, event.decision, signal);
  // It was there a moment ago, and has been deleted for its age since.
  if (found.kind === 'none') throw storageError({ statusCode: 409, code: 'Changed' });
  if (found.kind === 'damaged') return { kind: 'known', record: damagedRecord(event, received) };
  if (found.row.lease === lease && isUsableRow(found.row)) {
    return { kind: 'work', work: holdWork(ports, { row: found.row, etag: found.etag, lease, started }) };
  }
  const differs = whatDiffers(found.row.event, event);
  return differs.length > 0 ? { kind: 'conflict', differs } : { kind: 'known', record: toRecord(found.row) };
}

/** How an event stands at first. */
function firstRow(
  ports: LedgerPorts,
  event: RecordedEvent,
  received: number,
  { notBefore, hold, ending }: Acceptance,
  lease: string,
): EventRow {
  const common = { version: 1, event, received, updated: received, losses: 0, retrySince: received } as const;
  const unset: EventRow = { ...common, status: 'accepted', attempts: 0 };
  if (ending) return finished(ports, unset, ending);
  if (hold) return heldBack(ports, unset, hold);
  if (notBefore === undefined) {
    const leaseEnds = received + leaseMs;
    const due = markerKey('due', leaseEnds, event.decision);
    return { ...unset, attempts: 1, lease, leaseEnds, due };
  }
  const due = markerKey('due', notBefore, event.decision);
  if (notBefore <= received) return { ...unset, notBefore, due };
  const scheduled = markerKey('scheduled', notBefore, event.decision);
  return { ...unset, status: 'scheduled', retrySince: notBefore, notBefore, due, scheduled };
}
