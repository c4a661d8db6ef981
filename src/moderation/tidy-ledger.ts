import type { Log } from '../log.ts';
import type { Ledger } from './ledger.ts';

/** How many decisions are deleted at once, and how long it may go on, in milliseconds. */
const pageSize = 64;
const budgetMs = 40_000;

/** Deletes decisions that have been on record long enough; the rest of them next time. */
export async function tidyLedger(ledger: Ledger, log: Log): Promise<void> {
  const signal = AbortSignal.timeout(budgetMs);
  let deleted = 0;
  for (;;) {
    const page = await ledger.deleteExpired(pageSize, signal);
    deleted += page.deleted;
    if (page.found < pageSize) break;
  }
  if (deleted > 0) log.info('tidied', { deleted });
}
