import type { Clock } from '../clock.ts';

/** What a page has come to. */
export interface DeletedPage {
  readonly deleted: number;
  /** There may be more to delete after it. */
  readonly more: boolean;
}

/** How long pages may be gone through, in milliseconds. */
export interface DeletionTime {
  /** After this no further page is begun. */
  readonly budgetMs: number;
  /** After this the page under way is given up. */
  readonly endMs: number;
}

/** Deletes page after page for as long as there is time; the rest is for the next run. @returns how many it deleted */
export async function deleteInPages(
  deletePage: (signal: AbortSignal) => Promise<DeletedPage>,
  clock: Pick<Clock, 'monotonic'>,
  { budgetMs, endMs }: DeletionTime,
): Promise<number> {
  const signal = AbortSignal.timeout(endMs);
  const until = clock.monotonic() + budgetMs;
  let [deleted, more] = [0, true];
  while (more && clock.monotonic() < until) {
    const page = await deletePage(signal);
    deleted += page.deleted;
    more = page.more;
  }
  return deleted;
}
