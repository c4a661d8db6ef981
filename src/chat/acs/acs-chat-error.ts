import type { Answer } from '../../upstream/answer.ts';
import { errorOfAnswer, type StatusMeaning } from '../../upstream/error-of-answer.ts';
import type { UpstreamError } from '../../upstream/upstream-error.ts';
import type { NoAnswer } from '../../upstream/with-retries.ts';

/** 401, 403, 429 and 503 are in the specification; 400 and 404 come all the same. */
const meanings: Readonly<Record<number, StatusMeaning>> = {
  400: { code: 'BadRequest', hint: 'ACS could not use the thread id or the participant: check both.' },
  401: {
    code: 'Unauthorized',
    retryable: true,
    hint: 'ACS refuses a fresh token too: check ACS_CREDENTIAL and the secrets in Key Vault.',
  },
  403: { code: 'Forbidden', hint: 'ACS does not let the moderator identity do this in this thread.' },
  404: { code: 'NotFound', hint: 'Check the thread id, and that the thread belongs to this ACS resource.' },
  429: {
    code: 'TooManyRequests',
    hint: 'The thread is over ACS’s limit (10 changes in 10 s, 30 in a minute); later it will do.',
  },
};

/** The error that an answer of ACS Chat, or none, amounts to. */
export function acsChatError(answer: Answer | NoAnswer, now: number): UpstreamError {
  return errorOfAnswer('acs-chat', answer, meanings, now);
}
