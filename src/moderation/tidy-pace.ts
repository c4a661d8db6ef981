import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { TidyPace } from './pace.ts';

const pageSize = 64;
/** After this no further page is begun, and after that the one under way is given up; in milliseconds. */
const [budgetMs, endMs] = [5_000, 10_000];

/** Deletes the lines of threads that nobody has wanted anything of for long; the rest of them next time. */
export async function tidyPace(
  { pace, clock }: { readonly pace: TidyPace; readonly clock: Pick<Clock, 'monotonic'> },
  log: Log,
): Promise<void> {
  const signal = AbortSignal.timeout(endMs);
  const until = clock.monotonic() + budgetMs;
  let [deleted, more] = [0, true];
  while (more && clock.monotonic() < until) {
    const page = await pace.deleteStale(pageSize, signal);
    deleted += page.deleted;
    more = page.found === pageSize && page.deleted > 0;
  }
  if (deleted > 0) log.info('tidied-pace', { deleted });
}
