/** At most `count` calls in any `seconds`. */
export interface Limit {
  readonly count: number;
  readonly seconds: number;
}

/** Sliding windows, one set a key, on the emulator's clock. */
export interface RateLimiter {
  /**
   * Whether one more call may pass, which it then has.
   *
   * @returns 0 when it may, else the milliseconds until one may, if none comes before
   */
  admit(key: string, limits: readonly Limit[]): number;
  clear(): void;
}

/** @param countsRefused asked at each refusal: does a refused call use up the limit as well? */
export function createRateLimiter(now: () => number, countsRefused: () => boolean): RateLimiter {
  const seen = new Map<string, number[]>();
  return {
    admit: (key, limits) => {
      const time = now();
      const longest = Math.max(...limits.map((limit) => limit.seconds)) * 1000;
      const past = (seen.get(key) ?? []).filter((at) => at > time - longest);
      const wait = waitFor(past, limits, time);
      const counted = wait === 0 || countsRefused() ? [...past, time] : past;
      seen.set(key, counted);
      return wait === 0 ? 0 : waitFor(counted, limits, time);
    },
    clear: () => seen.clear(),
  };
}

function waitFor(past: readonly number[], limits: readonly Limit[], time: number): number {
  const waits = limits.map(({ count, seconds }) => {
    const decisive = past.at(-count); // once this one has left the window, there is room
    return decisive === undefined ? 0 : Math.max(0, decisive + seconds * 1000 - time);
  });
  return Math.max(...waits);
}
