import type { Answer } from './answer.ts';
import { readAcsError } from './read-acs-error.ts';
import { retryAfter } from './retry-after.ts';
import { type Upstream, UpstreamError } from './upstream-error.ts';
import { type NoAnswer, notNow } from './with-retries.ts';

/** What a status means to one of ACS's services, and what a person can do about it. */
export interface StatusMeaning {
  /** The code to show when the body has none. */
  readonly code: string;
  readonly hint: string;
  /** Whether it may pass by itself; by default what `notNow` holds. */
  readonly retryable?: boolean;
}

const unreachable =
  'ACS did not answer properly. It may pass by itself; if it lasts, see the Azure status page.';

/**
 * The error that an unwelcome answer of ACS, or none, amounts to. The message is ACS's own where it gave one.
 *
 * @param meanings - by status; what is not in it is told as it came.
 * @param now - wall-clock time in milliseconds, for a Retry-After that is a date.
 */
export function errorOfAnswer(
  upstream: Upstream,
  answer: Answer | NoAnswer,
  meanings: Readonly<Record<number, StatusMeaning>>,
  now: number,
): UpstreamError {
  if ('fault' in answer) {
    const message = `${upstream} gave no answer (${answer.fault}).`;
    return new UpstreamError({ upstream, code: answer.fault, message, retryable: true, hint: unreachable });
  }
  const { status } = answer;
  const { code, message } = readAcsError(answer.body);
  const meaning = meanings[status];
  const retryAfterMs = retryAfter(answer.header, now);
  return new UpstreamError({
    upstream,
    status,
    code: code ?? meaning?.code ?? `Http${status}`,
    message: message ?? `${upstream} answered ${status}.`,
    retryable: meaning?.retryable ?? notNow.has(status),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
    hint: meaning?.hint ?? unreachable,
  });
}
