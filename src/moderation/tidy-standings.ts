import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import { keptUntil } from './kept-until.ts';
import type { Ledger } from './ledger.ts';
import type { Standings } from './standings.ts';

/** How many standings are looked at at once. */
const pageSize = 32;
/** After this no further page is begun, and after that the one under way is given up; in milliseconds. */
const [budgetMs, endMs] = [15_000, 25_000];
/** How soon it is looked again whether a removal that was for later is over, in milliseconds. */
const lookAgainMs = 24 * 60 * 60_000;

/** What tidying stands on. */
export interface TidyStandingsPorts {
  readonly standings: Standings;
  readonly ledger: Pick<Ledger, 'find' | 'now'>;
  readonly clock: Pick<Clock, 'monotonic'>;
  /** How long decisions are kept, in milliseconds. */
  readonly retentionMs: number;
}

/** Forgets standings that nothing hangs on any longer; the rest of them next time. */
export async function tidyStandings(
  { standings, ledger, clock, retentionMs }: TidyStandingsPorts,
  log: Log,
): Promise<void> {
  const signal = AbortSignal.timeout(endMs);
  const end = clock.monotonic() + budgetMs;
  let [deleted, more] = [0, true];
  while (more && clock.monotonic() < end) {
    const page = await standings.deleteExpired(
      pageSize,
      async (placed, ofPerson, each) => {
        const now = ledger.now();
        const until = keptUntil(placed, ofPerson, now, retentionMs);
        if (until !== undefined) return until;
        // A removal that was for later may still have to be held against what is on record, however late it is.
        const { removal } = placed.standing;
        const record = removal?.effectiveAt ? await ledger.find(removal.decision, each) : undefined;
        return typeof record === 'object' && !record.ending ? now + lookAgainMs : undefined;
      },
      signal,
    );
    deleted += page.deleted;
    more = page.found === pageSize;
  }
  if (deleted > 0) log.info('tidied-standings', { deleted });
}
