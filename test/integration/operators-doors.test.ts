import { describe, expect, it } from 'vitest';
import { stackUnderTest } from './stack-under-test.ts';

// What each of them answers is held against the OpenAPI document as well, as everywhere.
const under = stackUnderTest();
const post = { method: 'POST' };
const problem = (name: string) => ({ type: `urn:chat-bouncer:problem:${name}` });

describe('operators', () => {
  it('see who is banned from where, since when and why', async () => {
    const { event, threadId, somebody } = under.seat();
    const until = '2030-01-31T18:00:00.000Z';
    const { json } = await under.send({ ...event, action: 'ban', until, reason: 'insults' });
    const query = new URLSearchParams({ participant: somebody, thread: threadId });
    const { status, json: page } = await under.operate(`/api/bans?${query}`);
    expect([status, page]).toEqual([
      200,
      {
        bans: [
          {
            participant: somebody,
            threadId,
            since: expect.any(String),
            until,
            reason: 'insults',
            source: 'default',
            decision: json?.decision,
            received: expect.any(String),
          },
        ],
      },
    ]);
    expect(await under.record(json?.decision ?? '')).toMatchObject({ action: 'ban', until });
  });

  it.each(['limit=0', 'limit=101', 'participant=somebody', 'continuation=x'])(
    'cannot ask for bans by %s',
    async (query) => {
      const answer = await under.operate(`/api/bans?${query}`);
      expect(answer).toMatchObject({ status: 400, json: problem('invalid-query') });
    },
  );

  it('can confirm nothing but what is held', async () => {
    const { json } = await under.send(under.seat().event);
    const done = await under.operate(`/api/decisions/${json?.decision}/confirm`, post);
    expect(done).toMatchObject({ status: 409, json: problem('not-held') });
    const unknown = await under.operate('/api/decisions/nothing/confirm', post);
    expect(unknown).toMatchObject({ status: 404, json: problem('unknown-decision') });
  });

  it.each(['held', 'scheduled', 'failed'])('can list what is %s', async (status) => {
    const effectiveAt = new Date(Date.now() + 3_600_000).toISOString();
    await under.send({ ...under.seat().event, effectiveAt });
    const answer = await under.operate(`/api/decisions?status=${status}`);
    expect(answer).toMatchObject({ status: 200, json: { decisions: expect.any(Array) } });
  });

  it('alone have these doors', async () => {
    for (const path of ['/api/bans', '/api/health', '/api/openapi.json']) {
      expect(await under.request(path)).toMatchObject({ status: 401, text: '' });
    }
  });
});
