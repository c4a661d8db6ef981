import * as z from 'zod';
import type { Log } from '../../log.ts';
import { decisionId } from '../decision-id.ts';
import type { EnforcePorts } from '../enforce.ts';
import type { CleanupRun } from '../moderation-event.ts';
import type { CleanupRule } from './cleanup-rule.ts';
import { dueRun } from './due-run.ts';

const seen = z.object({ seenTo: z.number() });

/** What starting runs stands on. */
export type StartPorts = Pick<EnforcePorts, 'ledger' | 'queue' | 'progress' | 'rules'>;

/**
 * Starts the clean-up rules that are due. What was due while nobody looked is made up for by one run; a rule that is new
 * begins with its next time.
 */
export async function startDueRuns(ports: StartPorts, log: Log): Promise<void> {
  const { rules, progress, ledger } = ports;
  const signal = AbortSignal.timeout(startMs);
  for (const rule of rules.values()) {
    const now = ledger.now();
    const name = `due ${rule.name}`;
    const before = await progress.read(name, signal);
    const known = seen.safeParse(before?.state).data;
    const due = known && dueOf(rule, known.seenTo, now, log);
    if (known && due === undefined) continue;
    // First the run, then the note: whoever dies between them starts the same run again.
    if (due !== undefined) await startRun(rule, new Date(due).toISOString(), {}, ports, signal, log);
    await progress.save(name, { seenTo: due ?? now }, before?.version, signal);
  }
}

/** How long starting what is due may take, in milliseconds. */
const startMs = 10_000;

function dueOf({ name, schedule }: CleanupRule, since: number, now: number, log: Log): number | undefined {
  try {
    return dueRun(schedule, since, now);
  } catch {
    log.error('unusable-schedule', { rule: name, detail: 'Its schedule is none. Mend it in CLEANUP_RULES.' });
    return undefined;
  }
}

/**
 * Puts a run of a rule on record and has a worker set about it.
 *
 * @param when - names the run; the same name is the same run.
 * @returns the run.
 */
export async function startRun(
  { name }: CleanupRule,
  when: string,
  { dryRun }: { readonly dryRun?: boolean },
  { ledger, queue }: Pick<StartPorts, 'ledger' | 'queue'>,
  signal: AbortSignal,
  log: Log,
): Promise<CleanupRun> {
  const source = 'bouncer.cleanup';
  const id = `${name} ${when}`;
  const run = {
    source,
    id,
    decision: decisionId(source, id),
    rule: name,
    ...(dryRun && { dryRun: true as const }),
  };
  const { kind } = await ledger.accept(run, signal, { notBefore: ledger.now() });
  if (kind === 'waits') {
    await queue.enqueue(run.decision, 0, signal).catch(() => {});
    log.info('cleanup-started', { rule: name, decision: run.decision, when });
  }
  return run;
}
