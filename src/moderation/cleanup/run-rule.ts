import type { CallLimits } from '../../upstream/call-limits.ts';
import { UpstreamError } from '../../upstream/upstream-error.ts';
import type { AttemptPorts } from '../attempt.ts';
import { everyThread } from '../every-thread.ts';
import type { CleanupRun } from '../moderation-event.ts';
import type { Outcome } from '../outcome.ts';
import { spawn } from '../spawn.ts';
import { takeUpWalk } from '../take-up-walk.ts';
import type { CleanupRule } from './cleanup-rule.ts';
import { findLeftovers } from './find-leftovers.ts';

/** What a run stands on. */
export type RunPorts = Pick<AttemptPorts, 'ledger' | 'queue' | 'clock' | 'standings' | 'chat' | 'progress'>;

/** How a run is bounded. */
export interface RunBounds {
  /** Participants in canonical form whom no rule is about. */
  readonly spared: ReadonlySet<string>;
  /** How many people it may remove; no bound once somebody has confirmed it. */
  readonly cap: number;
  /** How often somebody has set about it. */
  readonly attempts: number;
}

/** Threads looked at between two notes of how far it has come. */
const stride = 20;
/** So many threads in a row that cannot be looked at, and it is not the threads. */
const maxTroubles = 3;
/** So often it comes back to threads that could not be looked at for the moment; then it goes on without them. */
const patientAttempts = 8;

/**
 * Goes through the threads and has everybody removed whom a rule is about, as far as the time allows; the next attempt goes
 * on from there. Removals are decisions of their own (`parent` is the run), so that a dry run is the same way up to the last
 * step.
 */
export async function runRule(
  run: CleanupRun,
  rule: CleanupRule,
  { spared, cap, attempts }: RunBounds,
  ports: RunPorts,
  limits: CallLimits,
): Promise<Outcome> {
  const { ledger, progress, chat, clock } = ports;
  const { signal } = limits;
  const walk = await takeUpWalk(
    `rule ${rule.name}`,
    progress,
    run.decision,
    signal,
    (round) => round === run.decision,
  );
  const before = await ledger.tallyChildren(run.decision, signal);
  let people = Object.values(before).reduce((sum, count) => sum + count, 0);
  let [skipped, later, troubles] = [0, 0, 0];
  const isPatient = attempts <= patientAttempts;
  const threads = await everyThread(chat, limits, walk.at);
  for (const [index, thread] of threads.entries()) {
    if (clock.monotonic() >= limits.deadline) return goesOn(`It has come to ${people} people.`);
    let spawned = 0;
    try {
      const found = await findLeftovers(run, rule, thread, spared, ports, limits);
      if (people + found.length > cap) return overCap(rule, people, cap);
      await spawn(found, ports, signal);
      spawned = found.length;
      people += spawned;
      troubles = 0;
    } catch (error) {
      if (!(error instanceof UpstreamError) || error.upstream === 'storage') throw error;
      if (error.retryable && isPatient) later += 1;
      else skipped += 1;
      troubles += error.retryable ? 1 : 0;
      if (troubles >= maxTroubles) return goesOn(`${error.upstream}: ${error.message}`, error);
    }
    // Not past a thread that is to be looked at later.
    const isWorthNoting = spawned > 0 || index % stride === stride - 1;
    if (isWorthNoting && later === 0) await walk.reached(thread.id);
  }
  if (later > 0) return goesOn(`${later} threads could not be looked at yet.`);
  await walk.end();
  const left = skipped > 0 ? `; ${skipped} threads could not be looked at` : '';
  const what = rule.dryRun || run.dryRun ? 'would be removed' : 'are to be removed';
  return { status: 'done', outcome: 'fanned-out', detail: `${people} people ${what}${left}.` };
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
