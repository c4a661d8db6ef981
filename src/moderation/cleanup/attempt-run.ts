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
  { record: { event: run, confirmed } }: Work<CleanupRun>,
  ports: AttemptPorts,
  limits: CallLimits,
): Promise<Outcome> {
  const { ledger, progress, rules, policy } = ports;
  const rule = rules.get(run.rule);
  try {
    // Only with clean-ups: whoever sends an event need not wait for it to load.
    const [{ runRule }, { forgetRun }] = await Promise.all([
      import('./run-rule.ts'),
      import('./take-up-run.ts'),
    ]);
    if (!rule) {
      await forgetRun(run.decision, progress, limits.signal);
      const detail = `There is no clean-up rule ${run.rule} any more.`;
      return { status: 'done', outcome: 'superseded', detail };
    }
    const { actingIdentity, protectedIds, enforcement, maxFanout } = await policy(limits.signal);
    if (enforcement === 'paused') return paused(ledger.now());
    const spared = new Set([...protectedIds, canonicalId({ rawId: actingIdentity })]);
    const cap = confirmed === undefined ? (rule.cap ?? maxFanout) : Number.POSITIVE_INFINITY;
    return await runRule(run, rule, { spared, cap }, ports, limits);
  } catch (error) {
    if (error instanceof UpstreamError) return obstructed(error);
    if (limits.signal.aborted) return outOfTime;
    throw error;
  }
}
