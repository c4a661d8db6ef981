import { describe, expect, it } from 'vitest';
import { takenAnswer } from '../../../src/http/taken-answer.ts';

describe('the answer to an event', () => {
  it('is 200 when its decision is done', () => {
    const ending = { status: 'done', outcome: 'removed' } as const;
    expect(takenAnswer('d', { kind: 'ended', ending }, false)).toEqual({
      status: 200,
      jsonBody: { decision: 'd', status: 'done', outcome: 'removed' },
    });
  });

  it.each(['rejected', 'failed'] as const)(
    'is 200 when it is %s, because sending it again changes nothing',
    (status) => {
      const problem = { code: 'refused-by-chat', detail: 'No.', hint: 'Do this.' } as const;
      expect(takenAnswer('d', { kind: 'ended', ending: { status, problem } }, false)).toEqual({
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

  it.each(['accepted', 'scheduled'] as const)('is 202 and where to look while it is %s', (status) => {
    expect(takenAnswer('d', { kind: 'goes-on', status }, false)).toEqual({
      status: 202,
      headers: { Location: '/api/decisions/d', 'Retry-After': '5' },
      jsonBody: { decision: 'd', status },
    });
  });

  it('says that it did as the sender preferred', () => {
    const answer = takenAnswer('d', { kind: 'goes-on', status: 'accepted' }, true);
    expect(answer.headers).toMatchObject({ 'Preference-Applied': 'respond-async' });
  });

  it('is 422 when the id belongs to another decision, and names what differs', () => {
    const answer = () => takenAnswer('abc', { kind: 'conflict', differs: ['participant'] }, false);
    expect(answer).toThrow(
      expect.objectContaining({
        problem: 'id-taken',
        details: expect.objectContaining({
          decision: 'abc',
          errors: [{ pointer: '/participant', detail: 'differs' }],
        }),
      }),
    );
  });
});
