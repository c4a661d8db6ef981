import type { UpstreamError } from '../upstream/upstream-error.ts';
import type { Outcome } from './outcome.ts';

/** The time is over: the sender's, or the lease's. */
export const outOfTime: Outcome = {
  status: 'unfinished',
  throttled: false,
  problem: { code: 'upstream-unavailable', detail: 'It took longer than the sender can wait.' },
};

/** What a call that did not work means to a decision. */
export function obstructed(error: UpstreamError): Outcome {
  const { upstream, code, status, message, hint, retryable, retryAfterMs } = error;
  const answered = status === undefined ? code : `${status} ${code}`;
  const detail = `${upstream}: ${message} [${answered}]`;
  if (!retryable) return { status: 'failed', problem: { code: 'refused-by-chat', detail, hint } };
  const problem = { code: 'upstream-unavailable', detail, hint } as const;
  const throttled = status === 429;
  return { status: 'unfinished', problem, throttled, ...(retryAfterMs !== undefined && { retryAfterMs }) };
}
