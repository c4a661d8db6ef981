import type { Log } from '../../log.ts';
import { startDueRuns } from '../cleanup/start-due-runs.ts';
import type { EnforcePorts } from '../enforce.ts';
import type { TidyPace } from '../pace.ts';
import { tidyLedger } from '../tidy-ledger.ts';
import { tidyPace } from '../tidy-pace.ts';
import { type TidyStandingsPorts, tidyStandings } from '../tidy-standings.ts';
import { reconcileBans } from './reconcile-bans.ts';

/** What reconciling and tidying stand on. */
export type ReconcilePorts = EnforcePorts & TidyStandingsPorts & { readonly pace: TidyPace };

type Step = (ports: ReconcilePorts, log: Log) => Promise<void>;

/** What the timer does, in this order: what people wait for comes first. */
const everyMinute: readonly Step[] = [startDueRuns, reconcileBans, tidyLedger, tidyStandings];
/** Takes many queries for little. */
const everyHour: readonly Step[] = [tidyPace];

const [minuteMs, hourMs] = [60_000, 60 * 60_000];

/**
 * What is done every minute: starts clean-ups that are due, compares bans with threads, deletes what has been kept long
 * enough. One step's trouble does not keep the others from their work.
 *
 * @throws the first trouble there was, when all have had their turn.
 */
export async function reconcile(ports: ReconcilePorts, log: Log): Promise<void> {
  const isHour = ports.ledger.now() % hourMs < minuteMs;
  const troubles: unknown[] = [];
  for (const step of [...everyMinute, ...(isHour ? everyHour : [])]) {
    await step(ports, log).catch((error: unknown) => troubles.push(error));
  }
  if (troubles.length > 0) throw troubles[0];
}
