/** What came of an attempt that did not succeed, in the words of a dead letter's `lastDeliveryOutcome`. */
export type Failure =
  | 'BadRequest'
  | 'Unauthorized'
  | 'Forbidden'
  | 'NotFound'
  | 'TooLarge'
  | 'Busy'
  | 'TimedOut'
  | 'SocketError'
  | 'GenericError';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Waits after the first attempt, the second, and so on; then the last one again and again. */
const WAITS = [
  ...[10 * SECOND, 30 * SECOND, MINUTE, 5 * MINUTE, 10 * MINUTE, 30 * MINUTE],
  ...[HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR],
] as const;
const MOST_ATTEMPTS = 30;
const TIME_TO_LIVE = 24 * HOUR;

const FAILURES: Readonly<Record<number, Failure>> = {
  400: 'BadRequest',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'NotFound',
  408: 'TimedOut',
  413: 'TooLarge',
  429: 'Busy',
  503: 'Busy',
};
const LEAST_WAITS: Readonly<Record<number, number>> = { 408: 2 * MINUTE, 503: 30 * SECOND };
/** Of these an endpoint is believed that it will never do better. */
const FOR_GOOD: readonly number[] = [400, 401, 403, 413];

/** Whether a status means that the event has arrived: these and no others. */
export const isSuccess = (status: number): boolean => status >= 200 && status <= 204;

export const failureOf = (status: number): Failure => FAILURES[status] ?? 'GenericError';

/** When to try again, or why not; only the first of the reasons is documented by name. */
export type Next =
  | { readonly waitMs: number }
  | { readonly reason: 'MaxDeliveryAttemptsExceeded' | 'TimeToLiveExceeded' | 'NotRetried' };

/**
 * Event Grid's retry policy for webhooks with its defaults (azure-docs, event-grid/delivery-and-retry.md), without
 * its jitter and without the hours for which it may leave a failing endpoint alone.
 *
 * @param status undefined where there was no answer
 * @param attempts made so far
 * @param ageMs waited so far
 */
export function afterFailure(status: number | undefined, attempts: number, ageMs: number): Next {
  if (status !== undefined && FOR_GOOD.includes(status)) return { reason: 'NotRetried' };
  if (attempts >= MOST_ATTEMPTS) return { reason: 'MaxDeliveryAttemptsExceeded' };
  const scheduled = WAITS[attempts - 1] ?? 12 * HOUR;
  const waitMs = Math.max(scheduled, (status && LEAST_WAITS[status]) || 0);
  return ageMs + waitMs > TIME_TO_LIVE ? { reason: 'TimeToLiveExceeded' } : { waitMs };
}
