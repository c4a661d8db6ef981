import type { Log } from '../../log.ts';
import { decisionId } from '../decision-id.ts';
import type { EnforcePorts } from '../enforce.ts';
import type { CleanupRun } from '../moderation-event.ts';
import type { CleanupRule } from './cleanup-rule.ts';
import { changeRuns } from './runs-of-rule.ts';

/** What starting a run stands on. */
export type StartPorts = Pick<EnforcePorts, 'ledger' | 'queue' | 'progress'>;

/**
 * Names a run of a rule.
 *
 * @param when - the same is the same run.
 */
export function runOf({ name }: CleanupRule, when: string): CleanupRun {
  const source = 'bouncer.cleanup';
  const id = `${name} ${when}`;
  return { source, id, decision: decisionId(source, id), rule: name };
}

/**
 * Puts a run of a rule on record and has a worker set about it. While it goes on, or is held, the schedule starts no other.
 *
 * @param when - names the run.
 * @returns the run.
 */
export async function startRun(
  rule: CleanupRule,
  when: string,
  { dryRun }: { readonly dryRun?: boolean },
  ports: StartPorts,
  signal: AbortSignal,
  log: Log,
): Promise<CleanupRun> {
  const { ledger, queue, progress } = ports;
  const run = { ...runOf(rule, when), ...(dryRun && { dryRun: true as const }) };
  const note = () =>
    changeRuns(
      rule.name,
      progress,
      (before) => ({
        seenTo: before?.seenTo ?? ledger.now(),
        runs: [...new Set(before?.runs).add(run.decision)],
      }),
      signal,
    );
  // First the note: a run that nobody knows of would be gone past by the next.
  await note();
  const { kind } = await ledger.accept(run, signal, { notBefore: ledger.now() });
  // And once more: who has looked meanwhile found no record of it, and has struck it out or is about to. It is saved even if
  // it is still there: then they look again.
  await note();
  if (kind === 'waits') {
    await queue.enqueue(run.decision, 0, signal).catch(() => {});
    log.info('cleanup-started', { rule: rule.name, decision: run.decision, when });
  }
  return run;
}
