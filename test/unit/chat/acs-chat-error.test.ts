import { expect, it } from 'vitest';
import { acsChatError } from '../../../src/chat/acs/acs-chat-error.ts';
import type { Answer } from '../../../src/upstream/answer.ts';

const answer = (status: number, body = '', headers: Record<string, string> = {}): Answer => ({
  status,
  body,
  header: (name) => headers[name],
});

it.each([
  [400, false],
  [401, true],
  [403, false],
  [404, false],
  [429, true],
  [500, true],
  [502, true],
  [503, true],
  [504, true],
  [301, false],
  [200, false],
])('knows whether %d may pass by itself (%s)', (status, retryable) => {
  const error = acsChatError(answer(status), 0);
  expect(error).toMatchObject({ upstream: 'acs-chat', status, retryable });
  expect(error.hint).not.toBe('');
});

it('takes code and message from ACS where it gives them', () => {
  const body = '{"error":{"code":"TooManyRequests","message":"Rate limit exceeded."}}';
  expect(acsChatError(answer(429, body, { 'retry-after': '3' }), 0)).toMatchObject({
    code: 'TooManyRequests',
    message: 'Rate limit exceeded.',
    retryAfterMs: 3_000,
  });
});

it('makes do without a body', () => {
  expect(acsChatError(answer(418), 0)).toMatchObject({ code: 'Http418', message: 'acs-chat answered 418.' });
});

it('tells a connection that broke by its code', () => {
  expect(acsChatError({ fault: 'ECONNRESET' }, 0)).toMatchObject({ code: 'ECONNRESET', retryable: true });
});
