import type { Log } from '../../log.ts';
import type { EnforcePorts } from '../enforce.ts';
import type { DecisionRecord } from '../ledger.ts';
import { isRun } from '../moderation-event.ts';
import type { CleanupRule } from './cleanup-rule.ts';
import { dueRun } from './due-run.ts';
import { changeRuns, readRuns, unfinishedRuns } from './runs-of-rule.ts';
import { runOf, type StartPorts, startRun } from './start-run.ts';

/** How long starting what is due may take, in milliseconds. */
const startMs = 10_000;

/**
 * Starts the clean-up rules that are due. What was due while nobody looked is made up for by one run; a rule that is new
 * begins with its next time. While a run is held or goes on, its rule starts no other: that would remove as many again as
 * one run may, with nobody having confirmed it. The next time that it is due finds whoever is left.
 */
export async function startDueRuns(ports: StartPorts & Pick<EnforcePorts, 'rules'>, log: Log): Promise<void> {
  const { rules, progress, ledger } = ports;
  const signal = AbortSignal.timeout(startMs);
  for (const rule of rules.values()) {
    const now = ledger.now();
    const known = await readRuns(rule.name, progress, signal);
    const due = known && dueOf(rule, known.seenTo, now, log);
    if (known && due === undefined) continue;
    // First the run, then the note: whoever dies between them starts the same run again.
    if (due !== undefined) await startUnlessInTheWay(rule, new Date(due).toISOString(), ports, signal, log);
    const seenTo = due ?? now;
    await changeRuns(rule.name, progress, (before) => ({ runs: [], ...before, seenTo }), signal);
  }
}

async function startUnlessInTheWay(
  rule: CleanupRule,
  when: string,
  ports: StartPorts,
  signal: AbortSignal,
  log: Log,
): Promise<void> {
  const self = runOf(rule, when).decision;
  for (const [decision, record] of await unfinishedRuns(rule.name, ports, signal)) {
    if (decision === self || !isInTheWay(record, rule)) continue;
    const detail = 'A run of this rule has not ended. If it is held, look at it, then confirm it.';
    log.info('cleanup-not-started', { rule: rule.name, when, decision, status: record.status, detail });
    return;
  }
  await startRun(rule, when, { dryRun: rule.dryRun }, ports, signal, log);
}

/** Whoever has looked at a dry run and sets its rule going need not see the dry run to its end. */
function isInTheWay({ event }: DecisionRecord, rule: CleanupRule): boolean {
  return rule.dryRun || !(isRun(event) && event.dryRun);
}

function dueOf({ name, schedule }: CleanupRule, since: number, now: number, log: Log): number | undefined {
  try {
    return dueRun(schedule, since, now);
  } catch {
    log.error('unusable-schedule', { rule: name, detail: 'Its schedule is none. Mend it in CLEANUP_RULES.' });
    return undefined;
  }
}
