import { leaseMs } from '../../moderation/lease.ts';
import type { Begun } from '../../moderation/ledger.ts';
import { waitCodes } from '../../moderation/outcome.ts';
import { storageError } from '../storage-error.ts';
import { type EventRow, isUsableRow, toRecord, type UsableRow } from './event-row.ts';
import { finished, holdWork, waiting, withoutLease } from './hold-work.ts';
import { type LedgerPorts, maxTries } from './ledger-ports.ts';
import { readDecision } from './read-decision.ts';
import { rewrite } from './rewrite.ts';
import { markerKey } from './row-keys.ts';

/** So many leases run out unused, over at least so long: then the decision is what kills its workers. */
const maxLosses = 10;
const lossesOverMs = 60 * 60_000;
/** The first losses are tried again at once: an instance was taken away, as happens. */
const freeLosses = 2;

/**
 * Leases a decision to the caller and counts the attempt; or says why there is nothing to do. A lease that has run out
 * without being settled is counted as lost.
 */
export async function begin(ports: LedgerPorts, decision: string, signal: AbortSignal): Promise<Begun> {
  const { rows, now, clock, newLease } = ports;
  const [started, lease] = [clock.monotonic(), newLease()];
  for (let tries = 0; tries < maxTries; tries += 1) {
    const found = await readDecision(rows, decision, signal);
    if (found.kind === 'none') return { kind: 'unknown' };
    if (found.kind === 'damaged') return { kind: 'damaged' };
    const { row, etag } = found;
    if (!isUsableRow(row)) return { kind: 'leave', record: toRecord(row) };
    if (row.lease === lease) return { kind: 'work', work: holdWork(ports, { row, etag, lease, started }) };
    const time = now();
    if (isToBeLeft(row, time)) return { kind: 'leave', record: toRecord(row) };

    const lost = row.lease ? { losses: row.losses + 1, firstLoss: row.firstLoss ?? time } : {};
    const current = { ...row, ...lost };
    const next = row.lease ? afterLoss(ports, withoutLease(current)) : notConfirmed(ports, row);
    if (next) {
      if (await rows.write(rewrite(row, etag, next), signal))
        return { kind: 'leave', record: toRecord(next) };
      continue;
    }
    const { notBefore: _n, scheduled: _s, ...rest } = current;
    const leaseEnds = time + leaseMs;
    const due = markerKey('due', leaseEnds, decision);
    const status = 'accepted';
    const taken: UsableRow = {
      ...rest,
      retrySince: row.retrySince + lateAfterWait(row, time),
      status,
      attempts: row.attempts + 1,
      lease,
      leaseEnds,
      due,
      updated: time,
    };
    const written = await rows.write(rewrite(row, etag, taken), signal);
    if (written)
      return { kind: 'work', work: holdWork(ports, { row: taken, etag: written, lease, started }) };
  }
  throw storageError({ statusCode: 409, code: 'Changing' });
}

/** How late it comes after a wait that is no failure: that belongs to the wait, and does not count towards `RETRY_FOR`. */
function lateAfterWait({ lastError, notBefore }: EventRow, time: number): number {
  const hasWaited = waitCodes.some((code) => code === lastError?.code);
  return hasWaited && notBefore !== undefined ? Math.max(0, time - notBefore) : 0;
}

function isToBeLeft(row: EventRow, time: number): boolean {
  const hasWork = row.status === 'accepted' || row.status === 'scheduled' || row.status === 'held';
  const isLeased = row.lease !== undefined && (row.leaseEnds ?? 0) > time;
  return !hasWork || isLeased || (row.notBefore ?? row.heldUntil ?? 0) > time;
}

/** How a held decision ends that nobody has confirmed in time. */
function notConfirmed(ports: LedgerPorts, row: EventRow): EventRow | undefined {
  if (row.status !== 'held') return undefined;
  const detail = `It was held (${row.hold?.detail ?? 'no reason is on record'}), and nobody confirmed it in time.`;
  return finished(ports, row, { status: 'rejected', problem: { code: 'not-confirmed', detail } });
}

/** What becomes of a decision whose lease was lost too often: it waits, in the end for good. */
function afterLoss(ports: LedgerPorts, row: EventRow): EventRow | undefined {
  if (row.losses <= freeLosses) return undefined;
  const time = ports.now();
  const detail = `Whoever set about it did not come back, ${row.losses} times.`;
  if (row.losses >= maxLosses && time - (row.firstLoss ?? time) >= lossesOverMs) {
    const hint = 'Look into the log for what ended those instances, then redrive the decision.';
    return finished(ports, row, { status: 'failed', problem: { code: 'gave-up', detail, hint } });
  }
  const wait = ports.clock.random() * Math.min(10 * 60_000, 2_000 * 2 ** row.losses);
  return waiting(ports, row, time + wait, { code: 'upstream-unavailable', detail });
}
