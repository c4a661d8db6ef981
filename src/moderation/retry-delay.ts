/** Twice as long each time, up to five minutes. */
const baseMs = 1_000;
const capMs = 5 * 60_000;
/** However long it asks us to wait: a wrong date must not put a decision off for years. */
export const mostAskedMs = 60 * 60_000;

/**
 * How long a decision waits for its next attempt: as long as the platform asks (an hour at most), and longer by
 * chance, so that those who were turned away together do not come back together.
 *
 * @param attempts - how many there were.
 * @param random - a number in [0, 1).
 * @returns milliseconds.
 */
export function retryDelay(attempts: number, retryAfterMs: number | undefined, random: number): number {
  const backoff = random * Math.min(capMs, baseMs * 2 ** Math.min(attempts, 20));
  return Math.round(Math.min(retryAfterMs ?? 0, mostAskedMs) + backoff);
}
