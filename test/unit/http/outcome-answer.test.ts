import { describe, expect, it } from 'vitest';
import { outcomeAnswer } from '../../../src/http/outcome-answer.ts';

describe('the answer to a decision', () => {
  it('is 200 when it is done', () => {
    expect(outcomeAnswer('d', { status: 'done', outcome: 'removed' })).toEqual({
      status: 200,
      jsonBody: { decision: 'd', status: 'done', outcome: 'removed' },
    });
  });

  it.each(['rejected', 'failed'] as const)(
    'is 200 when it is %s, because sending it again changes nothing',
    (status) => {
      const problem = { code: 'refused-by-chat', detail: 'No.', hint: 'Do this.' } as const;
      expect(outcomeAnswer('d', { status, problem })).toEqual({
        status: 200,
        jsonBody: {
          decision: 'd',
          status,
          problem: {
            type: 'urn:chat-bouncer:problem:refused-by-chat',
            title: 'The chat platform refuses',
            detail: 'No.',
            hint: 'Do this.',
          },
        },
      });
    },
  );

  it('is 503 and when to come back while it is unfinished', () => {
    const problem = { code: 'upstream-unavailable', detail: 'Away.' } as const;
    const answer = outcomeAnswer('d', { status: 'unfinished', problem, retryAfterMs: 7_000 });
    expect(answer).toMatchObject({ status: 503, headers: { 'Retry-After': '7' } });
    expect(JSON.parse(answer.body as string)).toMatchObject({ decision: 'd', status: 503, detail: 'Away.' });
  });
});
