import { leaseMs } from '../../moderation/lease.ts';
import type { Accepted } from '../../moderation/ledger.ts';
import type { ModerationEvent } from '../../moderation/moderation-event.ts';
import { storageError } from '../storage-error.ts';
import { damagedRecord } from './damaged-record.ts';
import { type EventRow, toRecord, writeEventRow } from './event-row.ts';
import { holdWork } from './hold-work.ts';
import type { LedgerPorts } from './ledger-ports.ts';
import { readDecision } from './read-decision.ts';
import { eventKey, markerKey } from './row-keys.ts';
import { whatDiffers } from './what-differs.ts';

/**
 * Writes an event down: its row and its due row in one transaction, so that from then on the sweep finds it, whatever
 * becomes of us. Leased to the caller, which saves a round trip, unless it is for later.
 */
export async function accept(
  ports: LedgerPorts,
  event: ModerationEvent,
  signal: AbortSignal,
  notBefore?: number,
): Promise<Accepted> {
  const { rows, now, clock, newLease } = ports;
  const [received, started, lease] = [now(), clock.monotonic(), newLease()];
  const leaseEnds = received + leaseMs;
  const due = markerKey('due', notBefore ?? leaseEnds, event.decision);
  const common = { version: 1, event, received, updated: received, losses: 0, due } as const;
  const row: EventRow =
    notBefore === undefined
      ? { ...common, status: 'accepted', attempts: 1, retrySince: received, lease, leaseEnds }
      : {
          ...common,
          status: notBefore > received ? 'scheduled' : 'accepted',
          attempts: 0,
          retrySince: Math.max(received, notBefore),
          notBefore,
        };
  const changes = [
    { create: eventKey(event.decision), columns: writeEventRow(row) },
    { create: due, columns: {} },
  ];
  const etag = await rows.write(changes, signal);
  if (etag && notBefore !== undefined) return { kind: 'waits', record: toRecord(row) };
  if (etag) return { kind: 'work', work: holdWork(ports, { row, etag, lease, started }) };

  const found = await readDecision(rows, event.decision, signal);
  // It was there a moment ago, and has been deleted for its age since.
  if (found.kind === 'none') throw storageError({ statusCode: 409, code: 'Changed' });
  if (found.kind === 'damaged') return { kind: 'known', record: damagedRecord(event, received) };
  if (found.row.lease === lease) return { kind: 'work', work: holdWork(ports, { ...found, lease, started }) };
  const differs = whatDiffers(found.row.event, event);
  return differs.length > 0 ? { kind: 'conflict', differs } : { kind: 'known', record: toRecord(found.row) };
}
