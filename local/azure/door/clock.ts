/** The emulator's clock: real time (or the one it was given) plus what tests have added. */
export interface DrivenClock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Lets time pass: expiries and rate limits see it at once. */
  advance(milliseconds: number): void;
  reset(): void;
}

export function createClock(base: () => number = Date.now): DrivenClock {
  let added = 0;
  return {
    now: () => base() + added,
    advance: (milliseconds) => {
      added += milliseconds;
    },
    reset: () => {
      added = 0;
    },
  };
}
