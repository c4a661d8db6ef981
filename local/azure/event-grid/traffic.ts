/** Knows what is under way, and holds it back while paused. */
export interface Traffic {
  readonly paused: boolean;
  pause(): void;
  /** Lets go of all that was held. */
  resume(): void;
  /** Counts a piece of work as under way until it has ended. */
  track(work: () => Promise<void>): Promise<void>;
  /** For tracked work to pass before each step: waits while paused, and does not count as under way meanwhile. */
  pass(): Promise<void>;
  /** Waits until nothing is under way. */
  settled(): Promise<void>;
}

export function createTraffic(): Traffic {
  let underWay = 0;
  let held = 0;
  let gate: PromiseWithResolvers<void> | undefined;
  const waiting: Array<() => void> = [];
  const leave = () => {
    underWay -= 1;
    if (underWay === 0) for (const go of waiting.splice(0)) go();
  };
  return {
    get paused() {
      return gate !== undefined;
    },
    pause: () => {
      gate ??= Promise.withResolvers();
    },
    resume: () => {
      // At once, and not when each has noticed: `settled` asked right after this must wait for them.
      underWay += held;
      held = 0;
      gate?.resolve();
      gate = undefined;
    },
    track: async (work) => {
      underWay += 1;
      await work().finally(leave);
    },
    pass: async () => {
      while (gate) {
        held += 1;
        leave();
        await gate.promise;
      }
    },
    settled: async () => {
      if (underWay > 0) await new Promise<void>((resolve) => waiting.push(resolve));
    },
  };
}
