import type { Clock } from '../../src/clock.ts';

/** A clock that stands still until a test moves it. Sleeping moves it, and is written down. */
export interface DrivenClock extends Clock {
  readonly slept: number[];
  /** Lets `ms` milliseconds pass. */
  pass(ms: number): void;
}

/** @param random - what the clock's dice show. */
export function drivenClock(random = 0.5, start = Date.parse('2026-11-23T09:00:00Z')): DrivenClock {
  let passed = 0;
  const slept: number[] = [];
  return {
    slept,
    now: () => start + passed,
    monotonic: () => passed,
    random: () => random,
    pass(ms) {
      passed += ms;
    },
    async sleep(ms, signal) {
      signal.throwIfAborted();
      slept.push(ms);
      passed += ms;
    },
  };
}
