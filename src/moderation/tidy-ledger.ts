import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { Ledger } from './ledger.ts';

/** How many decisions are deleted at once. */
const pageSize = 64;
/** After this no further page is begun, and after that the one under way is given up; in milliseconds. */
const [budgetMs, endMs] = [40_000, 50_000];

/** Deletes decisions that have been on record long enough; the rest of them next time. */
export async function tidyLedger(
  { ledger, clock }: { readonly ledger: Ledger; readonly clock: Clock },
  log: Log,
): Promise<void> {
  const signal = AbortSignal.timeout(endMs);
  const until = clock.monotonic() + budgetMs;
  let [deleted, more] = [0, true];
  while (more && clock.monotonic() < until) {
    const page = await ledger.deleteExpired(pageSize, signal);
    deleted += page.deleted;
    more = page.found === pageSize && page.deleted > 0;
  }
  if (deleted > 0) log.info('tidied', { deleted });
}
