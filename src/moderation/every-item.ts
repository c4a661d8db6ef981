import type { Page } from './ledger-lists.ts';

/**
 * The items of a list that comes in pages. A page is asked for when the one before is used up.
 *
 * @param pageAfter - the page that begins where the one before has ended; the first without anything.
 * @param from - where to begin, if not with the first page.
 */
export async function* everyItem<T>(
  pageAfter: (continuation?: string) => Promise<Page<T>>,
  from?: string,
): AsyncGenerator<T> {
  let continuation = from;
  do {
    const page = await pageAfter(continuation);
    yield* page.items;
    continuation = page.continuation;
  } while (continuation !== undefined);
}
