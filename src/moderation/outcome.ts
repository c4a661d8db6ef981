/** What stood in the way, in words for the sender and for whoever is called at night. */
export interface Obstacle<Code extends string> {
  /** The name of the problem in `docs/problems.md`. */
  readonly code: Code;
  readonly detail: string;
  /** What to do about it. */
  readonly hint?: string;
}

/** Why a decision can end without effect. */
export const endingCodes = [
  'protected-participant',
  'refused-by-chat',
  'gave-up',
  'damaged-record',
  'unusable-event',
  'not-permitted',
  'not-confirmed',
  'too-old',
] as const;
export type EndingCode = (typeof endingCodes)[number];

/** How a decision can end well. */
export const outcomes = [
  'removed',
  'already-absent',
  'ban-set',
  'ban-lifted',
  'superseded',
  'dry-run',
  'fanned-out',
] as const;

/** How a decision ended. */
export type Ending =
  | {
      readonly status: 'done';
      readonly outcome: (typeof outcomes)[number];
      /** More about it, in words: who would have been removed from where, or which decision is newer. */
      readonly detail?: string;
    }
  | { readonly status: 'rejected' | 'failed'; readonly problem: Obstacle<EndingCode> };

/** Why a decision is held until somebody confirms it. */
export type HoldCode = 'over-rate' | 'over-cap';

/** Why a decision waits, although nothing is wrong. */
export const waitCodes = ['paused', 'waits-for-slot', 'call-under-way'] as const;
export type WaitCode = (typeof waitCodes)[number];

/** How an attempt went: the decision has ended, is held, waits for a time, or is to be tried again. */
export type Outcome =
  | Ending
  | {
      readonly status: 'waiting';
      /** Milliseconds since 1970. */
      readonly until: number;
      /** Absent when it is for later by its own words. */
      readonly problem?: Obstacle<WaitCode>;
      /** It waits for this time and no other, whatever it finds then. */
      readonly once?: true;
    }
  | { readonly status: 'held'; readonly problem: Obstacle<HoldCode> }
  | {
      readonly status: 'unfinished';
      readonly problem: Obstacle<'upstream-unavailable'>;
      readonly retryAfterMs?: number;
      /** The platform is not down, only over its limit: time spent waiting for that does not count against it. */
      readonly throttled: boolean;
    };
