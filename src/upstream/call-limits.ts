/** How long a call beyond our walls may take, retries included. */
export interface CallLimits {
  /** Aborts when the caller no longer waits. */
  readonly signal: AbortSignal;
  /** When all must be over, on the clock's monotonic scale, in milliseconds. */
  readonly deadline: number;
  /** What one attempt may take, in milliseconds. */
  readonly attemptMs: number;
}
