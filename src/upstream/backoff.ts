/** The longest wait before the first retry, doubled for each one after it. */
const baseMs = 200;
const capMs = 10_000;

/**
 * Exponential backoff with full jitter: anywhere between nothing and the doubled base, so that callers who were
 * turned away together do not come back together.
 * https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 *
 * @param retry - 0 for the first retry.
 * @param random - a number in [0, 1).
 * @returns milliseconds.
 */
export function backoff(retry: number, random: number): number {
  return Math.round(random * Math.min(capMs, baseMs * 2 ** retry));
}
