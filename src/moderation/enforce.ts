import type { CallLimits } from '../upstream/call-limits.ts';
import { type AttemptPorts, attempt } from './attempt.ts';
import { attemptRun, isRunWork } from './cleanup/attempt-run.ts';
import { leaseMs } from './lease.ts';
import type { Work } from './ledger.ts';
import type { ModerationEvent, WorkableEvent } from './moderation-event.ts';
import { noteComing } from './note-coming.ts';
import type { Ending, Obstacle, Outcome } from './outcome.ts';
import { retryDelay } from './retry-delay.ts';

/** What enforcing stands on. */
export interface EnforcePorts extends AttemptPorts {
  /**
   * Gets ready whatever a removal takes (secrets, a token), so that it need not wait for that after the record is
   * written. Never rejects: whoever needs it meets the same trouble again.
   */
  prepare(signal: AbortSignal): Promise<void>;
  /** How long a decision is tried, by age, in milliseconds. */
  readonly retryForMs: number;
}

/** How it went, and what was written down of it. */
export interface Enforced {
  readonly outcome: Outcome;
  /** Absent while the decision goes on. */
  readonly ending?: Ending;
  /** Whether the ledger has it; false when the lease was lost, and then somebody else writes it down. */
  readonly recorded: boolean;
}

/** How long writing down the result may take, once the time for the work itself is over, in milliseconds. */
const settleMs = 400;

/**
 * Carries out a decision and writes down how it went. The one place that removes anybody, whichever door the event
 * came in by: inline, from the queue, from a timer.
 *
 * @throws UpstreamError when the result could not be written down. The decision is leased then, and is set about again
 *   when the lease has run out.
 */
export async function enforce(work: Work, ports: EnforcePorts, limits: CallLimits): Promise<Enforced> {
  const { clock, ledger, retryForMs } = ports;
  const { event, attempts } = work.record;
  const deadline = Math.min(limits.deadline, work.lastCallAt);
  const within = { ...limits, deadline };
  const outcome = isRunWork(work)
    ? await attemptRun(work, ports, within)
    : await attempt(work as Work<ModerationEvent>, ports, within);

  // The sender's time may be over, or nearly; what is known now has to be written down all the same.
  const left = Math.ceil(limits.deadline - clock.monotonic());
  const signal = AbortSignal.timeout(Math.min(Math.max(settleMs, left), leaseMs));
  if (outcome.status === 'held') {
    return { outcome, recorded: await work.hold(outcome.problem, signal) };
  }
  if (outcome.status === 'waiting') {
    const { until, problem: why, once } = outcome;
    const recorded = await work.wait({ until, ...(why && { why }), ...(once && { once }) }, signal);
    if (recorded) await tell(event, until, ports, signal);
    return { outcome, recorded };
  }
  if (outcome.status !== 'unfinished') {
    return { outcome, ending: outcome, recorded: await work.finish(outcome, signal) };
  }
  const now = ledger.now();
  if (!outcome.throttled && now - work.retrySince >= retryForMs) {
    const ending = gaveUp(outcome.problem);
    return { outcome, ending, recorded: await work.finish(ending, signal) };
  }
  const wait = limits.signal.aborted ? 0 : retryDelay(attempts, outcome.retryAfterMs, clock.random());
  const recorded = await work.putBack(now + wait, outcome.problem, signal, !outcome.throttled);
  if (recorded) await tell(event, now + wait, ports, signal);
  return { outcome, recorded };
}

/**
 * Tells of a decision that waits. Only once its record says so: a note of what never came to be would have somebody passed
 * over who is back. Never rejects.
 */
async function tell(
  event: WorkableEvent,
  at: number,
  ports: EnforcePorts,
  signal: AbortSignal,
): Promise<void> {
  const { ledger, queue } = ports;
  await Promise.all([
    noteComing(event, at, ports, signal),
    // If that fails, the sweep finds it: the due row is the truth, the queue is for promptness.
    queue.enqueue(event.decision, at - ledger.now(), signal).catch(() => {}),
  ]);
}

function gaveUp({ detail, hint }: Obstacle<string>): Ending {
  const problem = { code: 'gave-up', detail, ...(hint && { hint }) } as const;
  return { status: 'failed', problem };
}
