import type { Desk } from './desk.ts';

/** Enough to be quick, and few enough to leave the app to those who send. */
const atOnce = 4;

/**
 * Does the same with each of many, a few at a time, and shows how far it has come.
 *
 * @param what - such as `confirmed`, for the bar.
 * @returns what came of each, in order.
 */
export async function eachOf<T, R>(
  items: readonly T[],
  what: string,
  { progress }: Pick<Desk, 'progress'>,
  act: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  const bar = progress(items.length, what);
  const queue = items.entries();
  const work = async () => {
    for (const [index, item] of queue) {
      results[index] = await act(item);
      bar.step();
    }
  };
  try {
    await Promise.all(Array.from({ length: atOnce }, work));
  } finally {
    bar.stop();
  }
  return results;
}
