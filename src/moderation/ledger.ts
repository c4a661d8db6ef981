import type { LedgerLists } from './ledger-lists.ts';
import type { RecordedEvent, UnusableEvent, WorkableEvent } from './moderation-event.ts';
import type { Ending, HoldCode, Obstacle } from './outcome.ts';

/**
 * Where a decision stands. `accepted` and `scheduled` have work left, `held` waits for somebody to confirm it; the
 * others are its end.
 */
export type Status = 'accepted' | 'scheduled' | 'held' | Ending['status'];

/** What the ledger knows of one decision. All times are milliseconds since 1970, by the storage account's clock. */
export interface DecisionRecord<Event extends RecordedEvent = RecordedEvent> {
  readonly event: Event;
  readonly status: Status;
  /** How it ended; absent while work is left. */
  readonly ending?: Ending;
  /** How often somebody has set about it. */
  readonly attempts: number;
  /** What stood in the way the last time; absent once it has ended well. */
  readonly lastError?: Obstacle<string>;
  /** When it was accepted first. */
  readonly received: number;
  readonly updated: number;
  /** Not to be set about before this time; absent when nobody has to wait. */
  readonly notBefore?: number;
  /** Why it is held, or was. */
  readonly hold?: Obstacle<HoldCode>;
  /** While it is held: when it is rejected, unless somebody confirms it before. */
  readonly heldUntil?: number;
  /** When somebody confirmed it. */
  readonly confirmed?: number;
  /** Until when it has waited, or waits, for calls that were under way; noted once. */
  readonly waitedFor?: number;
}

/**
 * The right to work on a decision, for as long as its lease lasts. Each of the ways to end it writes all or
 * nothing, and says false when the lease was lost: then somebody else has it.
 */
export interface Work<Event extends WorkableEvent = WorkableEvent> {
  readonly record: DecisionRecord<Event>;
  /** No call to the chat platform may start after this, on the clock's monotonic scale. */
  readonly lastCallAt: number;
  /** Since when `RETRY_FOR` counts. */
  readonly retrySince: number;
  /** Writes down how it ended. */
  finish(ending: Ending, signal: AbortSignal): Promise<boolean>;
  /** Puts it back, not to be set about before a time. Unless it `counts`, the wait does not go towards `RETRY_FOR`. */
  putBack(
    notBefore: number,
    obstacle: Obstacle<string>,
    signal: AbortSignal,
    counts?: boolean,
  ): Promise<boolean>;
  /** Has it wait for a time; that does not go towards `RETRY_FOR`, and nothing is wrong. */
  wait(wait: Wait, signal: AbortSignal): Promise<boolean>;
  /** Has it wait until somebody confirms it. */
  hold(why: Obstacle<HoldCode>, signal: AbortSignal): Promise<boolean>;
}

/** What a decision waits for. */
export interface Wait {
  /** Milliseconds since 1970. */
  readonly until: number;
  /** Why; absent when it is for later by its own words, and then it is `scheduled`. */
  readonly why?: Obstacle<string>;
  /** It waits for this time and no other: the time is noted in its record. */
  readonly once?: boolean;
}

/** How an event is written down that is not to be carried out at once by whoever brings it. */
export interface Acceptance {
  /** Nobody holds it, and it is set about then; at once, if that is now. */
  readonly notBefore?: number;
  /** It waits until somebody confirms it. */
  readonly hold?: Obstacle<HoldCode>;
  /** It has ended already. */
  readonly ending?: Ending;
}

/** What came of bringing an event to the ledger. */
export type Accepted =
  /** It is new, and the caller's to carry out. */
  | { readonly kind: 'work'; readonly work: Work }
  /** It is new, and there is nothing for the caller to do about it. */
  | { readonly kind: 'waits'; readonly record: DecisionRecord }
  | { readonly kind: 'known'; readonly record: DecisionRecord }
  /** The id is taken by another decision, which stays; the names of what differs. */
  | { readonly kind: 'conflict'; readonly differs: readonly string[] };

/** What came of setting about a decision. */
export type Begun =
  | { readonly kind: 'work'; readonly work: Work }
  /** There is nothing to do now: it has ended, somebody is at it, or its time has not come. */
  | { readonly kind: 'leave'; readonly record: DecisionRecord }
  | { readonly kind: 'damaged' }
  | { readonly kind: 'unknown' };

/** What the ledger says of a decision; `damaged` when its row cannot be read. */
export type Looked = DecisionRecord | 'damaged' | undefined;

/**
 * The memory of every decision. Each method either takes effect whole or throws; a reply that was lost on its way
 * back is no failure. Throws an `UpstreamError` when storage is away.
 */
export interface Ledger extends LedgerLists {
  /** Writes down an event before anything is done about it, leased to the caller unless the acceptance says otherwise. */
  accept(event: WorkableEvent, signal: AbortSignal, acceptance?: Acceptance): Promise<Accepted>;
  /** Writes down an event that cannot be carried out, as rejected. */
  acceptUnusable(event: UnusableEvent, ending: Ending, signal: AbortSignal): Promise<Accepted>;
  /** Sets about a decision: leases it and counts the attempt. */
  begin(decision: string, signal: AbortSignal): Promise<Begun>;
  find(decision: string, signal: AbortSignal): Promise<Looked>;
  /** Moves what is overdue a minute on, so that only one of us queues it: those in `taken`, of so many `found`. */
  takeOverdue(limit: number, signal: AbortSignal): Promise<{ found: number; taken: string[] }>;
  /** When the longest overdue decision was due; undefined when none is. */
  oldestOverdue(signal: AbortSignal): Promise<number | undefined>;
  /** Lets a failed decision be tried again. @returns what it was before. */
  reopen(decision: string, signal: AbortSignal): Promise<Looked>;
  /** Lets a held decision go on. @returns what it was before. */
  confirm(decision: string, signal: AbortSignal): Promise<Looked>;
  /** Deletes what has been kept long enough. */
  deleteExpired(limit: number, signal: AbortSignal): Promise<{ found: number; deleted: number }>;
  /**
   * Makes sure that `now` is the storage account's time, by one read if no answer has come yet: a host whose clock is
   * off must not write its first record by that.
   *
   * @param options - `again`: reads in any case, since the machine's clock may have been set meanwhile.
   */
  setClock(signal: AbortSignal, options?: { readonly again?: boolean }): Promise<void>;
  /** The storage account's time, milliseconds since 1970. */
  now(): number;
}
