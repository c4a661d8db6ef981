import { describe, expect, it } from 'vitest';
import { stackUnderTest } from './stack-under-test.ts';

const under = stackUnderTest({ settings: { MAX_FANOUT: '1' } });
const problem = (name: string) => ({ type: `urn:chat-bouncer:problem:${name}` });

interface Ban {
  readonly decision: string;
  readonly participant: string;
  readonly threadId: string;
}

/** What the app says of bans; page by page, if a limit is given. */
async function bans(asked: Record<string, string>): Promise<Ban[]> {
  const found: Ban[] = [];
  let continuation: string | undefined;
  do {
    const query = new URLSearchParams({ ...asked, ...(continuation && { continuation }) });
    const { status, json } = await under.operate(`/api/bans?${query}`);
    expect(status).toBe(200);
    const page = json as { bans: Ban[]; continuation?: string };
    expect(page.bans.length).toBeLessThanOrEqual(Number(asked.limit ?? 50));
    found.push(...page.bans);
    continuation = page.continuation;
  } while (continuation);
  return found;
}

/** An event of its own about whoever another is about. */
let ids = 0;
const decide = (event: Record<string, unknown>, change: Record<string, unknown>) => {
  ids += 1;
  return under.send({ ...event, id: `ban-${ids}`, ...change });
};

describe('a ban', () => {
  it('is told with why, since when, until when and on whose account, until it is lifted', async () => {
    const { event, somebody, threadId, members } = under.seat();
    const [occurredAt, until] = [-60_000, 3_600_000].map((ms) => new Date(Date.now() + ms).toISOString());
    const why = { reason: 'spam', moderator: 'alice', occurredAt, until };
    const { json } = await decide(event, { action: 'ban', ...why });
    expect(json).toMatchObject({ status: 'done', outcome: 'ban-set' });
    expect(members()).not.toContain(somebody);

    const told = [
      {
        participant: somebody,
        threadId,
        since: occurredAt,
        until,
        reason: 'spam',
        moderator: 'alice',
        source: 'default',
        decision: json?.decision,
        received: expect.stringMatching(/Z$/),
      },
    ];
    expect(await bans({ participant: somebody })).toEqual(told);
    expect(await bans({ thread: threadId })).toEqual(told);
    expect(await bans({ participant: somebody, thread: threadId })).toEqual(told);
    expect(await bans({ participant: somebody, thread: '19:elsewhere@thread.v2' })).toEqual([]);

    const unban = await decide(event, { action: 'unban' });
    await under.settled(unban.json?.decision ?? '');
    expect(await bans({ participant: somebody })).toEqual([]);
  });

  it('that has ended is not told', async () => {
    const { event, somebody, members } = under.seat();
    const [occurredAt, until] = [-60_000, -1_000].map((ms) => new Date(Date.now() + ms).toISOString());
    const { json } = await decide(event, { action: 'ban', occurredAt, until });
    expect(json).toMatchObject({ status: 'done', outcome: 'ban-set', detail: expect.any(String) });
    expect(members()).toContain(somebody);
    expect(await bans({ participant: somebody })).toEqual([]);
  });

  it('is among others, page by page', async () => {
    const seats = [under.seat(), under.seat(), under.seat()];
    for (const { event } of seats) await decide(event, { action: 'ban' });
    const all = (await bans({ limit: '2' })).map(({ participant }) => participant);
    for (const { somebody } of seats) expect(all.filter((each) => each === somebody)).toHaveLength(1);
  });

  it.each(['participant=alice', 'limit=0', 'limit=101', 'continuation=x', 'thread='])(
    'cannot be asked for by %s',
    async (query) => {
      expect(await under.operate(`/api/bans?${query}`)).toMatchObject({
        status: 400,
        json: problem('invalid-query'),
      });
    },
  );

  it('is not told to senders', async () => {
    expect(await under.request('/api/bans')).toMatchObject({ status: 401 });
  });
});

describe('a decision that only tells', () => {
  it('says who would be removed, and leaves the name of the real one free', async () => {
    const { event, somebody, members } = under.seat();
    const dry = await under.send({ ...event, dryRun: true });
    expect(dry).toMatchObject({
      status: 200,
      json: { outcome: 'dry-run', detail: expect.stringContaining(`Would remove ${somebody}`) },
    });
    expect(members()).toContain(somebody);
    const real = await under.send(event);
    expect(real).toMatchObject({ status: 200, json: { outcome: 'removed' } });
    expect(real.json?.decision).not.toBe(dry.json?.decision);
    expect(members()).not.toContain(somebody);
  });
});

describe('a decision that would touch more than it may', () => {
  it('is held, and goes on once somebody confirms it', async () => {
    const [{ event, somebody, members }] = [under.seat(), under.seat()];
    const { status, json } = await decide(event, { threadId: '*' });
    expect([status, json]).toMatchObject([202, { status: 'held', problem: problem('over-cap') }]);
    const path = `/api/decisions/${json?.decision}/confirm`;
    expect(await under.request(path, { method: 'POST' })).toMatchObject({ status: 401 });
    expect(members()).toContain(somebody);

    const confirmed = await under.operate(path, { method: 'POST' });
    expect(confirmed).toMatchObject({ status: 202, json: { status: 'accepted' } });
    expect(confirmed.headers.get('location')).toBe(`/api/decisions/${json?.decision}`);
    for (let tries = 0; tries < 100 && members().includes(somebody); tries += 1) {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    expect(members()).not.toContain(somebody);
    expect(await under.operate(path, { method: 'POST' })).toMatchObject({
      status: 409,
      json: problem('not-held'),
    });
  });

  it('says in its record how many threads are done with, and which have failed can be tried again', async () => {
    const [one, other] = [under.seat(), under.seat()];
    under.stack.azure.communication.threads.admit(
      other.threadId,
      [{ rawId: one.somebody }],
      under.stack.azure.moderatorId,
    );
    const match = { operation: 'chat.removeParticipant', threadId: other.threadId };
    const fault = under.stack.azure.faults.add({ match, times: 'always', status: 403 });
    const { json } = await decide(one.event, { action: 'ban', threadId: '*' });
    const decision = json?.decision ?? '';
    if (json?.status === 'held')
      await under.operate(`/api/decisions/${decision}/confirm`, { method: 'POST' });
    const record = async () => (await under.record(decision)) as unknown as { children?: object };
    await expect.poll(record, { timeout: 30_000 }).toMatchObject({ children: { failed: 1 } });

    const { decisions } = (await under.operate(`/api/decisions?parent=${decision}&limit=100`))
      .json as unknown as {
      decisions: { decision: string; status: string; threadId: string }[];
    };
    const failed = decisions.find(({ status }) => status === 'failed');
    expect(failed?.threadId).toBe(other.threadId);
    const done = { done: decisions.length - 1, failed: 1 };
    await expect.poll(record, { timeout: 30_000 }).toMatchObject({ children: done });
    fault.remove();
    await under.operate(`/api/decisions/${failed?.decision}/redrive`, { method: 'POST' });
    await expect.poll(record, { timeout: 30_000 }).toMatchObject({ children: { done: decisions.length } });
    expect(other.members()).not.toContain(one.somebody);
  });

  it('cannot be confirmed when nobody knows it', async () => {
    const answer = await under.operate('/api/decisions/nothing/confirm', { method: 'POST' });
    expect(answer).toMatchObject({ status: 404, json: problem('unknown-decision') });
  });
});
