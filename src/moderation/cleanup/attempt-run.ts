import { canonicalId } from '../../chat/identifier/communication-identifier.ts';
import type { CallLimits } from '../../upstream/call-limits.ts';
import { UpstreamError } from '../../upstream/upstream-error.ts';
import type { AttemptPorts } from '../attempt.ts';
import type { Work } from '../ledger.ts';
import { type CleanupRun, isRun } from '../moderation-event.ts';
import { obstructed, outOfTime } from '../obstructed.ts';
import type { Outcome } from '../outcome.ts';
import { paused } from '../paused.ts';

/** Whether the work is a run of a clean-up rule. */
export function isRunWork(work: Work): work is Work<CleanupRun> {
  return isRun(work.record.event);
}

/** Sets about a run of a clean-up rule, as far as the time allows. */
export async function attemptRun(
  { record: { event: run, confirmed, attempts } }: Work<CleanupRun>,
  ports: AttemptPorts,
  limits: CallLimits,
): Promise<Outcome> {
  const rule = ports.rules.get(run.rule);
  if (!rule) {
    return {
      status: 'done',
      outcome: 'superseded',
      detail: `There is no clean-up rule ${run.rule} any more.`,
    };
  }
  try {
    const { actingIdentity, protectedIds, enforcement, maxFanout } = await ports.policy(limits.signal);
    if (enforcement === 'paused') return paused(ports.ledger.now());
    const spared = new Set([...protectedIds, canonicalId({ rawId: actingIdentity })]);
    const cap = confirmed === undefined ? (rule.cap ?? maxFanout) : Number.POSITIVE_INFINITY;
    // Only with clean-ups: whoever sends an event need not wait for it to load.
    const { runRule } = await import('./run-rule.ts');
    return await runRule(run, rule, { spared, cap, attempts }, ports, limits);
  } catch (error) {
    if (error instanceof UpstreamError) return obstructed(error);
    if (limits.signal.aborted) return outOfTime;
    throw error;
  }
}
