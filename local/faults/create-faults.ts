/** A fault on demand. With `delayMs` alone, the call is answered as usual, only later. */
export interface Fault<Match> {
  /** Which calls it meets; absent: every one. */
  readonly match?: Match;
  /** How many calls it meets; absent: 1. */
  readonly times?: number | 'always';
  /** Lets this many matching calls through first. */
  readonly skip?: number;
  /** `after`: the effect happens and its answer is lost. Absent: `before`, so that nothing happens. */
  readonly when?: 'before' | 'after';
  /** Real milliseconds, before anything else is done. */
  readonly delayMs?: number;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** A string goes out as it is (`''` for none), anything else as JSON; absent: the usual error of the status. */
  readonly body?: unknown;
  /** Never answers; the connection stays open. */
  readonly hang?: true;
  /** Cuts the connection: before any byte of an answer, or in the middle of its body. */
  readonly reset?: true | 'mid-body';
}

export interface Faults<Match, Call> {
  /** @returns a way to take it back, and to see how many calls it met */
  add(fault: Fault<Match>): { remove(): void; readonly hits: number };
  list(): Array<Fault<Match> & { hits: number }>;
  clear(): void;
  /** The oldest fault that meets this call, counted. For whoever answers the call only. */
  take(call: Call): Fault<Match> | undefined;
}

/** Faults that wait for their calls; what a match means is up to whoever knows the calls. */
export function createFaults<Match, Call>(
  matches: (call: Call, match: Match) => boolean,
): Faults<Match, Call> {
  let active: Array<{ fault: Fault<Match>; seen: number; hits: number }> = [];
  return {
    add: (fault) => {
      const entry = { fault, seen: 0, hits: 0 };
      active.push(entry);
      return {
        remove: () => {
          active = active.filter((other) => other !== entry);
        },
        get hits() {
          return entry.hits;
        },
      };
    },
    list: () => active.map(({ fault, hits }) => ({ ...fault, hits })),
    clear: () => {
      active = [];
    },
    take: (call) => {
      for (const entry of active) {
        const { match, times = 1, skip = 0 } = entry.fault;
        if (match !== undefined && !matches(call, match)) continue;
        if (times !== 'always' && entry.hits >= times) continue;
        if (entry.seen++ < skip) continue;
        entry.hits++;
        return entry.fault;
      }
      return undefined;
    },
  };
}
