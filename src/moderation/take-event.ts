import type { CallLimits } from '../upstream/call-limits.ts';
import { UpstreamError } from '../upstream/upstream-error.ts';
import { type Enforced, type EnforcePorts, enforce } from './enforce.ts';
import type { Acceptance, DecisionRecord, Work } from './ledger.ts';
import type { ModerationEvent } from './moderation-event.ts';
import type { Ending } from './outcome.ts';

/** What has become of an event by the time its sender needs an answer. */
export type Taken =
  | { readonly kind: 'ended'; readonly ending: Ending }
  /** It is on record and goes on without the sender. */
  | {
      readonly kind: 'goes-on';
      readonly status: DecisionRecord['status'];
      readonly hold?: DecisionRecord['hold'];
    }
  /** The id is taken by a decision that differs in these members. */
  | { readonly kind: 'conflict'; readonly differs: readonly string[] };

/** Told how each attempt went, for the log. */
export interface Watch {
  attempted(enforced: Enforced): void;
  /** The attempt could not be written down. */
  unrecorded(error: UpstreamError): void;
}

/** How an event is to be taken. */
export interface Taking {
  /** The sender does not want to wait for the outcome. */
  readonly async: boolean;
  /** It is not to be carried out, or not before somebody confirms it. Counts only if the event is new. */
  readonly instead?: Pick<Acceptance, 'hold' | 'ending'>;
  readonly watch: Watch;
}

/**
 * Takes an event: writes it down first, then carries it out as far as the sender's time allows. An event that is on
 * record already is answered from there, and set about only if nobody else is at it.
 *
 * @throws UpstreamError when nobody knows whether it was written down: then the sender has to send it again.
 */
export async function takeEvent(
  event: ModerationEvent,
  ports: EnforcePorts,
  limits: CallLimits,
  { async, instead, watch }: Taking,
): Promise<Taken> {
  const { ledger, queue } = ports;
  const { signal } = limits;
  await ledger.setClock(signal);

  using _early = getReady(ports, signal, !async && !instead);
  const later = async ? { notBefore: ledger.now() } : {};
  const accepted = await ledger.accept(event, signal, { ...later, ...instead });
  if (accepted.kind === 'conflict') return accepted;
  if (accepted.kind === 'work') return await carryOut(accepted.work, ports, limits, watch);
  const { record } = accepted;
  if (record.ending) return takenFrom(record);
  if (accepted.kind === 'waits' || async || record.status !== 'accepted') {
    // The queue is for promptness; the due row is the truth, so that a lost message loses nothing.
    if (record.status === 'accepted') await queue.enqueue(event.decision, 0, signal).catch(() => {});
    return takenFrom(record);
  }
  const begun = await ledger.begin(event.decision, signal).catch((error: unknown) => {
    if (!(error instanceof UpstreamError)) throw error;
    // It is on record all the same, and the sweep looks after it.
    return { kind: 'unknown' } as const;
  });
  if (begun.kind === 'work') return await carryOut(begun.work, ports, limits, watch);
  return takenFrom(begun.kind === 'leave' && begun.record.ending ? begun.record : record);
}

/** What its record says has become of an event. */
export function takenFrom({ status, ending, hold }: DecisionRecord): Taken {
  if (ending) return { kind: 'ended', ending };
  return { kind: 'goes-on', status, ...(status === 'held' && hold && { hold }) };
}

/** Lets secrets and token come while the record is being written: nothing of it acts, so the order stays. */
function getReady({ prepare }: EnforcePorts, signal: AbortSignal, wanted: boolean): Disposable {
  const needed = new AbortController();
  if (wanted) void prepare(AbortSignal.any([signal, needed.signal]));
  return { [Symbol.dispose]: () => needed.abort() };
}

async function carryOut(work: Work, ports: EnforcePorts, limits: CallLimits, watch: Watch): Promise<Taken> {
  try {
    const enforced = await enforce(work, ports, limits);
    watch.attempted(enforced);
    if (enforced.ending && enforced.recorded) return { kind: 'ended', ending: enforced.ending };
    const { outcome } = enforced;
    if (outcome.status === 'held' && enforced.recorded) {
      return { kind: 'goes-on', status: 'held', hold: outcome.problem };
    }
    if (outcome.status === 'waiting' && !outcome.problem && enforced.recorded) {
      return { kind: 'goes-on', status: 'scheduled' };
    }
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error;
    // It is on record, so it goes on: the lease runs out, and the sweep finds it.
    watch.unrecorded(error);
  }
  return { kind: 'goes-on', status: 'accepted' };
}
