import * as z from 'zod';
import type { AttemptPorts } from '../attempt.ts';
import type { DecisionRecord } from '../ledger.ts';
import type { Progress } from '../progress.ts';
import { forgetRun } from './take-up-run.ts';

/** What is on record of a rule. */
export interface RunsOfRule {
  /** What was due then, or before, has been seen to; milliseconds since 1970. */
  readonly seenTo: number;
  /** Its runs, by decision, of which it is not known that they have ended. */
  readonly runs: readonly string[];
}

const saved = z.object({ seenTo: z.number(), runs: z.array(z.string()).default([]) });
const nameOf = (rule: string) => `due ${rule}`;

/** What is on record of a rule; undefined when it is new. */
export async function readRuns(
  rule: string,
  progress: Progress,
  signal: AbortSignal,
): Promise<RunsOfRule | undefined> {
  return saved.safeParse((await progress.read(nameOf(rule), signal))?.state).data;
}

/** Changes what is on record of a rule, and thinks it over when somebody else has changed it meanwhile. */
export async function changeRuns(
  rule: string,
  progress: Progress,
  change: (before: RunsOfRule | undefined) => RunsOfRule,
  signal: AbortSignal,
): Promise<void> {
  for (;;) {
    const before = await progress.read(nameOf(rule), signal);
    const after = change(saved.safeParse(before?.state).data);
    if (await progress.save(nameOf(rule), after, before?.version, signal)) return;
    signal.throwIfAborted();
  }
}

/** Which of a rule's runs have not ended; of those that have, nothing is kept but their records. */
export async function unfinishedRuns(
  rule: string,
  { ledger, progress }: Pick<AttemptPorts, 'ledger' | 'progress'>,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, DecisionRecord>> {
  for (;;) {
    const before = await progress.read(nameOf(rule), signal);
    const known = saved.safeParse(before?.state).data;
    const unfinished = new Map<string, DecisionRecord>();
    const ended: string[] = [];
    for (const run of known?.runs ?? []) {
      const record = await ledger.find(run, signal);
      if (typeof record === 'object' && !record.ending) unfinished.set(run, record);
      else ended.push(run);
    }
    if (!known || ended.length === 0) return unfinished;
    for (const run of ended) await forgetRun(run, progress, signal);
    // Only in the state that was looked at: a run that is being started has no record yet, and is noted again once it has.
    const left = { ...known, runs: [...unfinished.keys()] };
    if (await progress.save(nameOf(rule), left, before?.version, signal)) return unfinished;
    signal.throwIfAborted();
  }
}
