/** How long a call beyond our walls may take, retries included. */
export interface CallLimits {
  /** Aborts when the caller no longer waits. */
  readonly signal: AbortSignal;
  /** When the last attempt may start, on the clock's monotonic scale, in milliseconds. */
  readonly deadline: number;
  /** What one attempt may take, in milliseconds. */
  readonly attemptMs: number;
  /** How often to try again while the caller waits; 0 where the decision goes back to the queue instead. */
  readonly retries: number;
}
