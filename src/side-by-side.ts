/**
 * Does something with each of many, so many at once, and lets every one of them come to its end.
 *
 * @throws what the first that failed has thrown, after all have ended.
 */
export async function sideBySide<T, R>(
  all: readonly T[],
  atOnce: number,
  work: (one: T) => Promise<R>,
): Promise<R[]> {
  const waiting = all.entries();
  const results: PromiseSettledResult<R>[] = [];
  const worker = async () => {
    for (const [index, one] of waiting) [results[index]] = await Promise.allSettled([work(one)]);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, all.length) }, worker));
  return results.map((result) => {
    if (result.status === 'rejected') throw result.reason;
    return result.value;
  });
}
