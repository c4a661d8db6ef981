/** What stood in the way, in words for the sender and for whoever is called at night. */
export interface Obstacle<Code extends string> {
  /** The name of the problem in `docs/problems.md`. */
  readonly code: Code;
  readonly detail: string;
  /** What to do about it. */
  readonly hint?: string;
}

/** Why a decision can end without effect. */
export type EndingCode = 'protected-participant' | 'refused-by-chat' | 'gave-up' | 'damaged-record';

/** How a decision ended. */
export type Ending =
  | { readonly status: 'done'; readonly outcome: 'removed' | 'already-absent' }
  | { readonly status: 'rejected' | 'failed'; readonly problem: Obstacle<EndingCode> };

/** How an attempt went: the decision has ended, or is to be tried again. */
export type Outcome =
  | Ending
  | {
      readonly status: 'unfinished';
      readonly problem: Obstacle<'upstream-unavailable'>;
      readonly retryAfterMs?: number;
      /** The platform is not down, only over its limit: time spent waiting for that does not count against it. */
      readonly throttled: boolean;
    };
