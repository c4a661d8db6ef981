import { describe, expect, it } from 'vitest';
import type { Fault } from '../../local/azure/door/faults.ts';
import { stackUnderTest } from './stack-under-test.ts';

const under = stackUnderTest();
const match = { operation: 'chat.removeParticipant' };
const always = { match, times: 'always' } as const;
const refused = {
  status: 200,
  json: { status: 'failed', problem: { type: 'urn:chat-bouncer:problem:refused-by-chat' } },
};
const later = { status: 202, json: { status: 'accepted' } };
const removed = { status: 200, json: { status: 'done', outcome: 'removed' } };

/** What ACS answers, and what the sender is then told. */
const answers: readonly (readonly [what: string, fault: Fault, expected: object])[] = [
  ['204', { match: { operation: 'none' } }, removed],
  ['400', { ...always, status: 400 }, refused],
  ['401 for ever', { ...always, status: 401 }, later],
  ['403', { ...always, status: 403 }, refused],
  ['404', { ...always, status: 404 }, refused],
  ['429 for ever', { ...always, status: 429 }, later],
  ['429 once, without Retry-After', { match, status: 429 }, later],
  ['429 once, with Retry-After', { match, status: 429, headers: { 'retry-after': '1' } }, later],
  ['429 with a long Retry-After', { ...always, status: 429, headers: { 'retry-after': '60' } }, later],
  ['503 for ever', { ...always, status: 503 }, later],
  ['503 once', { match, status: 503 }, removed],
  ['500 once', { match, status: 500 }, removed],
  ['a redirect', { ...always, status: 302, headers: { location: 'https://example.com/' } }, refused],
  ['a connection reset once', { match, reset: true }, removed],
  ['a connection reset for ever', { ...always, reset: true }, later],
  ['an answer that breaks off once', { match, status: 503, reset: 'mid-body' }, removed],
  ['nothing, once', { match, hang: true }, removed],
  ['nothing, for ever', { ...always, hang: true }, later],
  ['an empty body', { ...always, status: 403, body: '' }, refused],
  ['HTML', { ...always, status: 503, body: '<html>Bad Gateway</html>' }, later],
  [
    'the capitalised body',
    { ...always, status: 400, body: { Code: 'BadRequest', Message: 'No.', InnerErrors: null } },
    refused,
  ],
  [
    'the wrapped body',
    { ...always, status: 400, body: { CommunicationError: { code: 'X', message: 'No.' } } },
    refused,
  ],
];

describe('when ACS answers a removal with', () => {
  it.each(answers)('%s', async (_what, fault, expected) => {
    under.stack.azure.faults.add(fault);
    const { event, somebody, members } = under.seat();
    const answer = await under.send(event);
    expect(answer).toMatchObject(expected);
    expect(members().includes(somebody)).toBe(expected !== removed);
    expect(answer.headers.has('location')).toBe(answer.status === 202);
  });

  it('429 and when to come back, the decision waits until then, and its record says why', async () => {
    under.stack.azure.faults.add({ ...always, status: 429, headers: { 'retry-after': '60' } });
    const sent = Date.now();
    const { json } = await under.send(under.seat().event);
    const record = await under.record(json?.decision ?? '');
    expect(record.lastError).toMatchObject({
      type: 'urn:chat-bouncer:problem:upstream-unavailable',
      detail: expect.stringContaining('429'),
    });
    expect(Date.parse(record.notBefore ?? '')).toBeGreaterThan(sent + 50_000);
  });

  it('a removal whose reply is lost, the second try finds it done', async () => {
    const { event, somebody, members } = under.seat();
    under.stack.azure.faults.add({ match, when: 'after', reset: true });
    expect(await under.send(event)).toMatchObject({ status: 200, json: { status: 'done' } });
    expect(members()).not.toContain(somebody);
  });

  it('its refusal, the sender is told what to do', async () => {
    under.stack.azure.faults.add({ ...always, status: 403 });
    const { json } = await under.send(under.seat().event);
    expect(json?.problem).toMatchObject({ detail: expect.stringContaining('403'), hint: expect.any(String) });
  });
});

const statuses = [400, 403, 404] as const;

describe('whatever ACS answers when', () => {
  it.each([204, ...statuses] as const)(
    'the person is not in the thread (%d), they count as absent',
    async (status) => {
      const { behaviour, threads } = under.stack.azure.communication;
      const { event, threadId, somebody } = under.seat();
      threads.remove(threadId, somebody);
      behaviour.removeNonMember = status;
      const outcome = status === 204 ? 'removed' : 'already-absent';
      expect(await under.send(event)).toMatchObject({ status: 200, json: { status: 'done', outcome } });
      behaviour.removeNonMember = 204;
    },
  );

  it.each(statuses)('the moderator is not in the thread (%d), the sender is told so', async (status) => {
    const { behaviour, threads } = under.stack.azure.communication;
    const { event, threadId, somebody, members } = under.seat();
    threads.remove(threadId, under.stack.azure.moderatorId);
    behaviour.actorNotInThread = status;
    const hint = expect.stringContaining('moderator identity');
    expect(await under.send(event)).toMatchObject({
      status: 200,
      json: { status: 'failed', problem: { hint } },
    });
    expect(members()).toContain(somebody);
  });

  it.each(statuses)('there is no such thread (%d), the sender is told so', async (status) => {
    under.stack.azure.communication.behaviour.unknownThread = status;
    const hint = expect.stringContaining('the thread does not exist');
    const event = { ...under.seat().event, threadId: '19:nowhere@thread.v2' };
    expect(await under.send(event)).toMatchObject({
      status: 200,
      json: { status: 'failed', problem: { hint } },
    });
  });

  it('it lets nobody remove who made the thread, the sender is told that it refuses', async () => {
    const { behaviour, threads } = under.stack.azure.communication;
    const [creator, moderator] = [
      under.stack.azure.communication.createIdentity(),
      under.stack.azure.moderatorId,
    ];
    const threadId = threads.create({ createdBy: creator, members: [creator, moderator] });
    behaviour.removeCreator = 403;
    const event = { id: 'creator', action: 'remove', threadId, participant: creator };
    expect(await under.send(event)).toMatchObject(refused);
    expect(threads.members(threadId)).toContain(creator);
    behaviour.removeCreator = 204;
  });

  it.each(['specified', 'capitalised', 'wrapped', 'empty'] as const)(
    'it refuses, in a body that is %s',
    async (body) => {
      const { behaviour, threads } = under.stack.azure.communication;
      const { event, threadId } = under.seat();
      threads.remove(threadId, under.stack.azure.moderatorId);
      behaviour.errorBody = body;
      expect(await under.send(event)).toMatchObject({
        json: { status: 'failed', problem: { hint: expect.any(String) } },
      });
      behaviour.errorBody = 'specified';
    },
  );

  it.each(['none', 'seconds', 'ms-header', 'date'] as const)(
    'the thread is over its limit (Retry-After: %s), the decision goes on by itself',
    async (how) => {
      const { behaviour } = under.stack.azure.communication;
      behaviour.retryAfterOn429 = how;
      const { event, threadId } = under.seat();
      const crowd = Array.from({ length: 12 }, () => under.stack.azure.communication.createIdentity());
      under.stack.azure.communication.threads.add(threadId, ...crowd);
      const answered: number[] = [];
      for (const participant of crowd) {
        const { status, headers } = await under.send({ ...event, id: participant, participant });
        answered.push(status);
        if (status === 202) expect(headers.get('retry-after')).toBe('5');
      }
      expect(answered.slice(0, 10)).toEqual(Array(10).fill(200));
      expect(answered[11]).toBe(202);
      behaviour.retryAfterOn429 = 'none';
    },
  );
});
