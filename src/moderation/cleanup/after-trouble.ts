import type { UpstreamError } from '../../upstream/upstream-error.ts';
import { type HowFar, putOff, stopped, without } from './how-far.ts';

/** So many threads in a row that cannot be looked at, and it is not the threads: it comes back later. */
const maxTroubles = 3;
/**
 * So often it stops for threads that cannot be looked at for the moment, a quarter of an hour in all; then it goes on
 * without them. The rule's next run looks at them again, and must not wait for this one for ever.
 */
const maxStops = 12;

/** How an attempt at a run has gone so far. */
export interface Going {
  readonly far: HowFar;
  /** Threads that it has looked at. */
  readonly looked: number;
  /** Threads in a row that could not be looked at. */
  readonly troubles: number;
}

/** How it goes on after a thread that could not be looked at, and whether the attempt is over by that. */
export function afterTrouble(
  { far, looked, troubles }: Going,
  threadId: string,
  { retryable, status }: Pick<UpstreamError, 'retryable' | 'status'>,
): Going & { readonly isOver: boolean } {
  const comesBack = retryable && far.stops < maxStops;
  const next = comesBack ? putOff(far, threadId) : without(far, threadId);
  const inARow = troubles + (retryable ? 1 : 0);
  const isThrottled = status === 429;
  const isOver = isThrottled || (comesBack && inARow >= maxTroubles);
  // To be throttled after some threads is how a long run goes, however often.
  const counts = isOver && (!isThrottled || looked === 0);
  return { far: counts ? stopped(next) : next, looked, troubles: inARow, isOver };
}
