/** Waits until all of these have settled, but no longer than `capMs`. */
export async function waitAtMost(capMs: number, waited: Promise<unknown>[]): Promise<void> {
  const { promise: cap, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, capMs);
  await Promise.race([Promise.allSettled(waited), cap]);
  clearTimeout(timer);
}
