import { callMs, leaseMs } from '../../moderation/lease.ts';
import type { Wait, Work } from '../../moderation/ledger.ts';
import type { Ending, HoldCode, Obstacle } from '../../moderation/outcome.ts';
import { storageError } from '../storage-error.ts';
import { type EventRow, toRecord, type UsableRow } from './event-row.ts';
import { type LedgerPorts, maxTries } from './ledger-ports.ts';
import { readDecision } from './read-decision.ts';
import { rewrite } from './rewrite.ts';
import { markerKey } from './row-keys.ts';

/** A lease in hand. */
export interface Held {
  readonly row: UsableRow;
  readonly etag: string;
  readonly lease: string;
  /** When the lease was asked for, on the clock's monotonic scale: it ends no earlier than `leaseMs` after that. */
  readonly started: number;
}

/** How long a queue message may be late before the sweep looks after it. */
const queueGraceMs = 15_000;

/** The work that a lease gives the right to. */
export function holdWork(ports: LedgerPorts, held: Held): Work {
  const { row, started } = held;
  return {
    record: toRecord(row),
    lastCallAt: started + leaseMs - callMs,
    retrySince: row.retrySince,
    finish: (ending, signal) => settle(ports, held, (current) => finished(ports, current, ending), signal),
    putBack: (notBefore, obstacle, signal, counts = true) => {
      // Time spent waiting for the platform's limit is not time in which it was tried in vain.
      const retrySince = row.retrySince + (counts ? 0 : Math.max(0, notBefore - ports.now()));
      const next = (current: EventRow) => waiting(ports, { ...current, retrySince }, notBefore, obstacle);
      return settle(ports, held, next, signal);
    },
    wait: (wait, signal) => settle(ports, held, (current) => puttingOff(ports, current, wait), signal),
    hold: (why, signal) => settle(ports, held, (current) => heldBack(ports, current, why), signal),
  };
}

/** Turns the row into its next state, as long as the lease is ours; the sweep may have touched the row meanwhile. */
async function settle(
  { rows }: LedgerPorts,
  { row, etag, lease }: Held,
  next: (row: EventRow) => EventRow,
  signal: AbortSignal,
): Promise<boolean> {
  let current: { row: EventRow; etag: string } = { row, etag };
  for (let tries = 0; tries < maxTries; tries += 1) {
    const { firstLoss: _, ...settled } = withoutLease(next(current.row));
    const after = { ...settled, losses: 0, settledBy: lease };
    if (await rows.write(rewrite(current.row, current.etag, after), signal)) return true;
    const found = await readDecision(rows, row.event.decision, signal);
    if (found.kind !== 'row') return false;
    if (found.row.settledBy === lease) return true;
    if (found.row.lease !== lease) return false;
    current = found;
  }
  throw storageError({ statusCode: 409, code: 'Changing' });
}

/** A row whose decision has ended. Also used for one that nobody holds. */
export function finished({ now, retentionMs }: LedgerPorts, row: EventRow, ending: Ending): EventRow {
  const { due: _d, notBefore: _n, lastError: _e, held: _h, heldUntil: _u, scheduled: _s, ...rest } = row;
  const [time, { decision }] = [now(), row.event];
  return {
    ...rest,
    status: ending.status,
    ending,
    updated: time,
    expire: markerKey('expire', time + retentionMs, decision),
    ...(ending.status === 'failed' && { failed: markerKey('failed', time, decision) }),
  };
}

/** A row that waits for its next attempt. */
export function waiting(
  { now }: LedgerPorts,
  row: EventRow,
  notBefore: number,
  lastError: Obstacle<string>,
): EventRow {
  const due = markerKey('due', notBefore + queueGraceMs, row.event.decision);
  return { ...row, updated: now(), notBefore, lastError, due };
}

/** A row that waits for a time, with nothing wrong. */
function puttingOff(ports: LedgerPorts, row: EventRow, { until, why, once }: Wait): EventRow {
  const { lastError: _, ...rest } = row;
  const { decision } = row.event;
  const common = {
    ...rest,
    updated: ports.now(),
    notBefore: until,
    due: markerKey('due', until + queueGraceMs, decision),
    ...(once && { waitedFor: until }),
  };
  if (!why) {
    const scheduled = markerKey('scheduled', until, decision);
    return { ...common, status: 'scheduled', retrySince: until, scheduled };
  }
  const waited = Math.max(0, until - ports.now());
  return { ...common, lastError: why, retrySince: row.retrySince + waited };
}

/** A row that waits until somebody confirms it; its due row comes up when nobody has. */
export function heldBack({ now, holdForMs }: LedgerPorts, row: EventRow, hold: Obstacle<HoldCode>): EventRow {
  // That it was confirmed for another reason does not count for this one.
  const { notBefore: _n, lastError: _e, scheduled: _s, confirmed: _c, ...rest } = row;
  const [time, { decision }] = [now(), row.event];
  const heldUntil = time + holdForMs;
  return {
    ...rest,
    status: 'held',
    hold,
    heldUntil,
    updated: time,
    held: markerKey('held', time, decision),
    due: markerKey('due', heldUntil, decision),
  };
}

/** A row that nobody holds. */
export function withoutLease(row: EventRow): EventRow {
  const { lease: _l, leaseEnds: _e, ...rest } = row;
  return rest;
}
