import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import { deleteInPages } from './delete-in-pages.ts';
import type { TidyPace } from './pace.ts';

const pageSize = 64;
const time = { budgetMs: 5_000, endMs: 10_000 };

/** Deletes the lines of threads that nobody has wanted anything of for long; the rest of them next time. */
export async function tidyPace(
  { pace, clock }: { readonly pace: TidyPace; readonly clock: Pick<Clock, 'monotonic'> },
  log: Log,
): Promise<void> {
  const deletePage = async (signal: AbortSignal) => {
    const { found, deleted } = await pace.deleteStale(pageSize, signal);
    return { deleted, more: found === pageSize && deleted > 0 };
  };
  const deleted = await deleteInPages(deletePage, clock, time);
  if (deleted > 0) log.info('tidied-pace', { deleted });
}
