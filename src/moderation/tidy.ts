import type { Log } from '../log.ts';
import type { EnforcePorts } from './enforce.ts';
import { isUsable } from './moderation-event.ts';
import type { Pace, TidyPace } from './pace.ts';

/** What tidying stands on. */
export type TidyPorts = Pick<EnforcePorts, 'ledger' | 'standings' | 'clock'> & {
  readonly pace: Pace & TidyPace;
};

/** How many rows are deleted at once. */
const pageSize = 64;
/** After this no further page is begun, and after that the one under way is given up; in milliseconds. */
const [budgetMs, endMs] = [15_000, 20_000];
/** How often it is looked for lines of threads that nobody wants: that takes many queries, and they are small. */
const linesEveryMs = 60 * 60_000;

type DeletePage = (signal: AbortSignal) => Promise<{ found: number; deleted: number }>;

/** Deletes what has been on record long enough: decisions, standings, lines of threads. The rest of it next time. */
export async function tidy({ ledger, standings, pace, clock }: TidyPorts, log: Log): Promise<void> {
  const signal = AbortSignal.timeout(endMs);
  const until = clock.monotonic() + budgetMs;
  const isUnfinished = async (decision: string, each: AbortSignal) => {
    const record = await ledger.find(decision, each);
    return typeof record === 'object' && isUsable(record.event) && !record.ending;
  };
  const minuteOfHour = ledger.now() % linesEveryMs;
  const kinds: readonly (readonly [kind: string, deletePage: DeletePage])[] = [
    ['decisions', (each) => ledger.deleteExpired(pageSize, each)],
    ['standings', (each) => standings.deleteExpired(pageSize, isUnfinished, each)],
    ...(minuteOfHour < 60_000
      ? [['lines', (each: AbortSignal) => pace.deleteStale(pageSize, each)] as const]
      : []),
  ];
  for (const [kind, deletePage] of kinds) {
    let [deleted, more] = [0, true];
    while (more && clock.monotonic() < until) {
      const page = await deletePage(signal);
      deleted += page.deleted;
      more = page.found === pageSize && page.deleted > 0;
    }
    if (deleted > 0) log.info('tidied', { kind, deleted });
  }
}
