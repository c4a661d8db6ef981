import type { Log } from '../../log.ts';
import { startDueRuns } from '../cleanup/start-due-runs.ts';
import type { EnforcePorts } from '../enforce.ts';
import { type TidyPorts, tidy } from '../tidy.ts';
import { reconcileBans } from './reconcile-bans.ts';

/** What the timer does, in this order: what people wait for comes first. */
const steps: readonly ((ports: EnforcePorts & TidyPorts, log: Log) => Promise<void>)[] = [
  startDueRuns,
  reconcileBans,
  tidy,
];

/**
 * What is done every minute: starts clean-ups that are due, compares bans with threads, deletes what has been kept long
 * enough. One step's trouble does not keep the others from their work.
 *
 * @throws the first trouble there was, when all have had their turn.
 */
export async function reconcile(ports: EnforcePorts & TidyPorts, log: Log): Promise<void> {
  const troubles: unknown[] = [];
  for (const step of steps) {
    await step(ports, log).catch((error: unknown) => troubles.push(error));
  }
  if (troubles.length > 0) throw troubles[0];
}
