import { beforeEach, describe, expect, test } from 'vitest';
import { bearing, call, type Reply, signed } from './call.ts';
import { makeThread } from './chat-clients.ts';
import { useAzure } from './start.ts';

// Time passes only where a test says so.
const startedAt = Date.now();
const given = useAzure({ clock: () => startedAt });
const SECOND = 1000;

let threadId: string;
let token: string;
beforeEach(() => {
  ({ threadId } = makeThread(given.azure));
  ({ token } = given.azure.communication.issueToken(given.azure.moderatorId, { minutes: 1440 }));
});

const url = (rest: string, id = threadId) =>
  `${given.azure.communicationEndpoint}/chat/threads/${encodeURIComponent(id)}${rest}?api-version=2025-03-15`;
const remove = (id = threadId, bearer = token): Promise<Reply> =>
  call(url('/participants/:remove', id), bearing(bearer, 'POST', { rawId: '8:acs:a_b' }));
const add = (): Promise<Reply> =>
  call(url('/participants/:add'), bearing(token, 'POST', { participants: [] }));
const list = (bearer = token): Promise<Reply> => call(url('/participants'), bearing(bearer));
const get = (): Promise<Reply> => call(url(''), bearing(token));

/** How often each status came, of so many calls in a row. */
async function statuses(count: number, ask: () => Promise<Reply>): Promise<Record<number, number>> {
  const seen: Record<number, number> = {};
  for (let i = 0; i < count; i++) {
    const { status } = await ask();
    seen[status] = (seen[status] ?? 0) + 1;
  }
  return seen;
}

/** A member of the thread other than the moderator, by token. */
function anotherMember(): string {
  const rawId = given.azure.communication.createIdentity();
  given.azure.communication.threads.add(threadId, rawId);
  return given.azure.communication.issueToken(rawId, { minutes: 1440 }).token;
}

describe('adding and removing', () => {
  test('is possible 10 times in 10 seconds a thread, both together', async () => {
    expect(await statuses(6, remove)).toEqual({ 204: 6 });
    expect(await statuses(6, add)).toEqual({ 201: 4, 429: 2 });
    expect((await remove()).status).toBe(429);
  });

  test('is counted by thread: another thread has its own, another member has not', async () => {
    await statuses(10, remove);
    expect((await remove(makeThread(given.azure).threadId)).status).toBe(204);
    expect((await remove(threadId, anotherMember())).status).toBe(429);
  });

  test('is possible again when the first has left the window, one by one', async () => {
    await remove();
    given.azure.clock.advance(5 * SECOND);
    await statuses(9, remove);
    given.azure.clock.advance(5 * SECOND - 1);
    given.azure.communication.behaviour.refusedCalls = 'forgotten';
    expect((await remove()).status).toBe(429);
    given.azure.clock.advance(1);
    expect(await statuses(2, remove)).toEqual({ 204: 1, 429: 1 });
  });

  test('is possible 30 times a minute', async () => {
    for (let burst = 0; burst < 3; burst++) {
      expect(await statuses(10, remove)).toEqual({ 204: 10 });
      given.azure.clock.advance(11 * SECOND);
    }
    expect(await statuses(1, remove)).toEqual({ 429: 1 });
    given.azure.clock.advance(60 * SECOND);
    expect(await statuses(10, remove)).toEqual({ 204: 10 });
  });

  test('a caller who never waits never gets through: refused calls count', async () => {
    await statuses(10, remove);
    for (let half = 0; half < 60; half++) {
      given.azure.clock.advance(SECOND / 2);
      expect((await remove()).status).toBe(429);
    }
    given.azure.clock.advance(60 * SECOND);
    expect((await remove()).status).toBe(204);
  });

  test('that a refused call has no effect', async () => {
    const rawId = given.azure.communication.createIdentity();
    given.azure.communication.threads.add(threadId, rawId);
    await statuses(10, remove);
    expect((await call(url('/participants/:remove'), bearing(token, 'POST', { rawId }))).status).toBe(429);
    expect(given.azure.communication.threads.members(threadId)).toContain(rawId);
  });
});

describe('other limits', () => {
  test('participants are listed 10 times in 10 seconds a member and thread', async () => {
    expect(await statuses(11, list)).toEqual({ 200: 10, 429: 1 });
    const other = anotherMember();
    expect((await list(other)).status).toBe(200);
    given.azure.clock.advance(10 * SECOND);
    expect((await list()).status).toBe(200);
  });

  test('participants are listed 250 times in 10 seconds a thread', async () => {
    const members = Array.from({ length: 26 }, anotherMember);
    const seen: Record<number, number> = {};
    for (const member of members) {
      for (const [status, count] of Object.entries(await statuses(10, () => list(member)))) {
        seen[Number(status)] = (seen[Number(status)] ?? 0) + count;
      }
    }
    expect(seen).toEqual({ 200: 250, 429: 10 });
  });

  test('threads are read 50 times in 10 seconds a user', async () => {
    expect(await statuses(51, get)).toEqual({ 200: 50, 429: 1 });
  });

  test('tokens are issued 1000 times in 30 seconds', async () => {
    const { communication, communicationEndpoint, moderatorId } = given.azure;
    const path = `/identities/${encodeURIComponent(moderatorId)}/:issueAccessToken?api-version=2023-10-01`;
    const where = `${communicationEndpoint}${path}`;
    const init = signed(where, communication.accessKey(), { scopes: ['chat'] });
    expect(await statuses(1001, () => call(where, init))).toEqual({ 200: 1000, 429: 1 });
    given.azure.clock.advance(30 * SECOND);
    expect((await call(where, init)).status).toBe(200);
  });

  test('who is not let in at all uses up nothing', async () => {
    expect(await statuses(20, () => remove(threadId, 'garbage'))).toEqual({ 401: 20 });
    expect((await remove()).status).toBe(204);
  });
});

test('limits can be off altogether', async () => {
  given.azure.communication.behaviour.rateLimits = 'off';
  expect(await statuses(40, remove)).toEqual({ 204: 40 });
});
