import type { CallLimits } from '../../upstream/call-limits.ts';
import { UpstreamError } from '../../upstream/upstream-error.ts';
import type { AttemptPorts } from '../attempt.ts';
import { childrenOf } from '../children-of.ts';
import { everyThread } from '../every-thread.ts';
import type { CleanupRun } from '../moderation-event.ts';
import { outOfTime } from '../obstructed.ts';
import type { Outcome } from '../outcome.ts';
import { spawn } from '../spawn.ts';
import { afterTrouble } from './after-trouble.ts';
import type { CleanupRule } from './cleanup-rule.ts';
import { findLeftovers } from './find-leftovers.ts';
import { past, sayMissed, stopped, whatIsLeft } from './how-far.ts';
import { forgetRun, takeUpRun } from './take-up-run.ts';

/** What a run stands on. */
export type RunPorts = Pick<AttemptPorts, 'ledger' | 'queue' | 'clock' | 'standings' | 'chat' | 'progress'>;

/** How a run is bounded. */
export interface RunBounds {
  /** Participants in canonical form whom no rule is about. */
  readonly spared: ReadonlySet<string>;
  /** How many people it may remove; no bound once somebody has confirmed it. */
  readonly cap: number;
}

/** How long until it is noted again how far it has come, in milliseconds; people found are noted at once. */
const noteMs = 2_000;

/**
 * Goes through the threads and has everybody removed whom a rule is about, as far as the time allows; the next attempt goes
 * on from there. Removals are decisions of their own (`parent` is the run), so that a dry run is the same way up to the last
 * step.
 */
export async function runRule(
  run: CleanupRun,
  rule: CleanupRule,
  { spared, cap }: RunBounds,
  ports: RunPorts,
  limits: CallLimits,
): Promise<Outcome> {
  const { ledger, progress, chat, clock } = ports;
  const { signal } = limits;
  const walk = await takeUpRun(run.decision, progress, signal);
  // By name, so that whom an attempt finds again is not counted again.
  const people = await childrenOf(run.decision, ledger, signal);
  let { far, left } = whatIsLeft(walk.far, await everyThread(chat, limits));
  const stop = async (outcome: Outcome) => ((await walk.reached(far)) ? outcome : outOfTime);
  const isLate = () => clock.monotonic() >= limits.deadline;
  let [looked, troubles, noted] = [0, 0, clock.monotonic()];

  for (const [index, thread] of left.entries()) {
    if (isLate()) return await stop(goesOn(`It has come to ${people.size} people.`));
    const before = people.size;
    try {
      const found = await findLeftovers(run, rule, thread, spared, ports, limits);
      const fresh = found.filter(({ decision }) => !people.has(decision));
      if (people.size + fresh.length > cap) return await stop(overCap(rule, people.size, cap));
      await spawn(fresh, ports, signal);
      for (const { decision } of fresh) people.add(decision);
      far = past(far, thread.id);
      [looked, troubles] = [looked + 1, 0];
    } catch (error) {
      if (!(error instanceof UpstreamError) || error.upstream === 'storage') throw error;
      // The time was over, which is not the thread's fault, unless it had all of it.
      if (index > 0 && isLate()) return await stop(goesOn(`It has come to ${people.size} people.`));
      const after = afterTrouble({ far, looked, troubles }, thread.id, error);
      ({ far, troubles } = after);
      if (after.isOver) return await stop(goesOn(`${error.upstream}: ${error.message}`, error));
    }
    if (people.size > before || clock.monotonic() - noted >= noteMs) {
      if (!(await walk.reached(far))) return outOfTime;
      noted = clock.monotonic();
    }
  }
  if (far.later.length > 0) {
    far = stopped(far);
    return await stop(goesOn(`${far.later.length} threads could not be looked at yet.`));
  }
  await forgetRun(run.decision, progress, signal);
  const what = rule.dryRun || run.dryRun ? 'would be removed' : 'are to be removed';
  return { status: 'done', outcome: 'fanned-out', detail: `${people.size} people ${what}${sayMissed(far)}.` };
}

/** It goes on later; that is no failure, and takes as long as it takes. */
function goesOn(detail: string, { hint, retryAfterMs }: Partial<UpstreamError> = {}): Outcome {
  return {
    status: 'unfinished',
    throttled: true,
    problem: { code: 'upstream-unavailable', detail, ...(hint && { hint }) },
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  };
}

function overCap({ name }: CleanupRule, people: number, cap: number): Outcome {
  const detail = `The rule ${name} is about more than ${cap} people; ${people} of them are seen to.`;
  const hint = 'Look at them (its children), then confirm the run, or leave it and mend the rule.';
  return { status: 'held', problem: { code: 'over-cap', detail, hint } };
}
