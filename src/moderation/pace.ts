/**
 * When the next call to a thread may start. ACS lets a thread have ten removals in ten seconds and thirty in a minute,
 * whoever asks; so all instances stand in one line for each thread.
 */

/** A place in a thread's line. */
export interface Slot {
  /**
   * When the call may start, in milliseconds since 1970 by the storage account's clock. Not later than now: call at
   * once, the slot is used up. Later: come back then, and claim again.
   */
  readonly at: number;
}

/** What came of claiming a slot. */
export type Claimed =
  | ({ readonly kind: 'slot' } & Slot)
  /** None was claimed, and there is no use in asking again before that time. */
  | { readonly kind: 'come-back'; readonly at: number };

/** The lines of all threads. Every method throws an `UpstreamError` when storage is away or too many want the same row. */
export interface Pace {
  /**
   * Claims the thread's next free slot. Whoever has reserved one and comes at its time gets that and no other; who comes
   * early is told its time again; who comes more than `slotGoodForMs` late gives it back and gets a new one. A slot is
   * good for one call: the next attempt claims another. What a decision does not use is lost, as the time is.
   *
   * @param urgent - a kick or ban: reserves ahead when no slot is free now, unless hundreds have done so already. Not
   *   urgent (clean-ups): takes a slot only if it is free now and leaves some to spare; otherwise claims nothing and
   *   says when to come back.
   */
  claim(threadId: string, decision: string, urgent: boolean, signal: AbortSignal): Promise<Claimed>;
  /**
   * ACS answered 429, because others add and remove there as well: pushes the thread's slots on for all, by what it
   * asked for, or else by longer each time.
   */
  pushBack(threadId: string, retryAfterMs: number | undefined, signal: AbortSignal): Promise<void>;
}

/** The lines, for whoever tidies up. */
export interface TidyPace {
  /** Deletes the lines of threads that nobody has wanted anything of for a day. */
  deleteStale(limit: number, signal: AbortSignal): Promise<{ found: number; deleted: number }>;
}
