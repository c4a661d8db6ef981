import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import { deleteInPages } from './delete-in-pages.ts';
import type { Ledger } from './ledger.ts';

/** How many decisions are deleted at once. */
const pageSize = 64;
const time = { budgetMs: 40_000, endMs: 50_000 };

/** Deletes decisions that have been on record long enough; the rest of them next time. */
export async function tidyLedger(
  { ledger, clock }: { readonly ledger: Ledger; readonly clock: Clock },
  log: Log,
): Promise<void> {
  const deletePage = async (signal: AbortSignal) => {
    const { found, deleted } = await ledger.deleteExpired(pageSize, signal);
    return { deleted, more: found === pageSize && deleted > 0 };
  };
  const deleted = await deleteInPages(deletePage, clock, time);
  if (deleted > 0) log.info('tidied', { deleted });
}
