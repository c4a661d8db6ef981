/** What stood in the way, in words for the sender and for whoever is called at night. */
export interface Obstacle<Code extends string> {
  /** The name of the problem in `docs/problems.md`. */
  readonly code: Code;
  readonly detail: string;
  /** What to do about it. */
  readonly hint?: string;
}

/** How an event ended, or why it has not ended yet. */
export type Outcome =
  | { readonly status: 'done'; readonly outcome: 'removed' | 'already-absent' }
  | {
      readonly status: 'rejected' | 'failed';
      readonly problem: Obstacle<'protected-participant' | 'refused-by-chat'>;
    }
  | {
      readonly status: 'unfinished';
      readonly problem: Obstacle<'upstream-unavailable'>;
      readonly retryAfterMs?: number;
    };
