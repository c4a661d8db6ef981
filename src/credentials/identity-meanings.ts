import type { StatusMeaning } from '../upstream/error-of-answer.ts';

/**
 * What the identity service of ACS means by statuses that have nothing to do with whom is asked about. All of them may
 * pass without anybody touching the event: a key is rotated, a role takes effect.
 */
export const identityMeanings: Readonly<Record<number, StatusMeaning>> = {
  200: {
    code: 'UnexpectedAnswer',
    retryable: true,
    hint: 'The endpoint answers, but not as ACS does: check it.',
  },
  401: {
    code: 'Unauthorized',
    retryable: true,
    hint: 'ACS refuses who signs: check the secret acs-connection-string, or the managed identity.',
  },
  403: {
    code: 'Forbidden',
    retryable: true,
    hint: 'Give the managed identity the role Communication and Email Service Owner on the ACS resource.',
  },
};
