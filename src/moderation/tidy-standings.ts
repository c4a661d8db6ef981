import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import { deleteInPages } from './delete-in-pages.ts';
import { keptUntil } from './kept-until.ts';
import type { Ledger } from './ledger.ts';
import type { KeptUntil, Standings } from './standings.ts';

/** How many standings are looked at at once. */
const pageSize = 32;
const time = { budgetMs: 15_000, endMs: 25_000 };
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
  const goesOn: KeptUntil = async (placed, bearing, signal) => {
    const now = ledger.now();
    const until = keptUntil(placed, bearing, now, retentionMs);
    if (until !== undefined) return until;
    // A removal that was for later may still have to be held against what is on record, however late it is.
    for (const { standing } of bearing) {
      const record = standing.removal?.effectiveAt && (await ledger.find(standing.removal.decision, signal));
      if (typeof record === 'object' && !record.ending) return now + lookAgainMs;
    }
    return undefined;
  };
  const deletePage = async (signal: AbortSignal) => {
    const { found, deleted } = await standings.deleteExpired(pageSize, goesOn, signal);
    // What is not deleted is put further back: the next page is another one.
    return { deleted, more: found === pageSize };
  };
  const deleted = await deleteInPages(deletePage, clock, time);
  if (deleted > 0) log.info('tidied-standings', { deleted });
}
