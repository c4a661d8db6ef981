import { describe, expect, it } from 'vitest';
import { createAcsChat } from '../../../src/chat/acs/acs-chat.ts';
import { parseIdentifier } from '../../../src/chat/identifier/parse-identifier.ts';
import { systemClock } from '../../../src/clock.ts';
import { createSender } from '../../../src/upstream/http-sender.ts';
import { useAzure } from '../azure/start.ts';
import { patient } from './patient-limits.ts';

const given = useAzure();
const limits = () => patient(3);

/** Our client, acting as the moderator. */
function moderator() {
  const { communication, communicationEndpoint: endpoint, moderatorId } = given.azure;
  const { token } = communication.issueToken(moderatorId);
  const tokens = { get: async () => ({ token, endpoint }), replace: async () => ({ token, endpoint }) };
  return createAcsChat({ send: createSender(), tokens, clock: systemClock });
}

function crowd(size: number): string[] {
  const members = Array.from({ length: size }, () => given.azure.communication.createIdentity());
  return [given.azure.moderatorId, ...members];
}

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}

describe('listing participants', () => {
  it('goes through every page', async () => {
    given.azure.communication.behaviour.defaultPageSize = 100;
    const members = crowd(249);
    const threadId = given.azure.communication.threads.create({ members });
    const listed = await all(moderator().listParticipants(threadId, limits()));
    expect(listed.map(({ rawId }) => rawId)).toEqual(members);
    expect(given.azure.calls.count({ operation: 'chat.listParticipants' })).toBe(3);
  });

  it('reads no further than the caller does', async () => {
    given.azure.communication.behaviour.defaultPageSize = 2;
    const threadId = given.azure.communication.threads.create({ members: crowd(9) });
    for await (const _ of moderator().listParticipants(threadId, limits())) break;
    expect(given.azure.calls.count({ operation: 'chat.listParticipants' })).toBe(1);
  });

  it.each([
    ['what is no list', '{"value":7}', 'UnexpectedAnswer'],
    ['HTML', '<html></html>', 'UnexpectedAnswer'],
    ['a next page on another host', '{"value":[],"nextLink":"https://example.com/chat"}', 'UnexpectedAnswer'],
    [
      'a next page on another host, written as a path',
      '{"value":[],"nextLink":"//example.com/chat"}',
      'UnexpectedAnswer',
    ],
    [
      'a next page over plain http',
      '{"value":[],"nextLink":"http://local.communication.azure.com/"}',
      'UnexpectedAnswer',
    ],
  ])('refuses %s', async (_what, body, code) => {
    const threadId = given.azure.communication.threads.create({ members: crowd(1) });
    given.azure.faults.add({ match: { operation: 'chat.listParticipants' }, status: 200, body });
    await expect(all(moderator().listParticipants(threadId, limits()))).rejects.toMatchObject({ code });
  });
});

describe('listing threads', () => {
  it('finds those the moderator is in, through every page, without those that are deleted', async () => {
    given.azure.communication.behaviour.defaultPageSize = 2;
    const { threads } = given.azure.communication;
    const mine = Array.from({ length: 5 }, () => threads.create({ topic: 'Mine', members: crowd(1) }));
    threads.create({ members: [given.azure.communication.createIdentity()] });
    threads.delete(threads.create({ members: crowd(1) }));
    const pages = await all(moderator().listThreads(limits()));
    const listed = pages.flatMap((page) => page.threads);
    expect(listed.map(({ id }) => id).sort()).toEqual(mine.sort());
    expect(listed[0]?.topic).toBe('Mine');
  });

  it('goes on from the page that another listing led to', async () => {
    given.azure.communication.behaviour.defaultPageSize = 2;
    const { threads } = given.azure.communication;
    for (let made = 0; made < 5; made += 1) threads.create({ members: crowd(1) });
    const [first, ...rest] = await all(moderator().listThreads(limits()));
    expect(first).toMatchObject({ threads: { length: 2 }, next: expect.any(String) });
    expect(await all(moderator().listThreads(limits(), first?.next))).toEqual(rest);
    expect(rest.at(-1)).not.toHaveProperty('next');
  });

  it.each([
    ['is known no more', '/chat/threads?syncState=gone', { status: 400, retryable: false }],
    ['leads to another host', 'https://example.com/chat/threads', { code: 'UnexpectedAnswer' }],
  ])('throws where the page to go on from %s', async (_what, from, error) => {
    await expect(all(moderator().listThreads(limits(), from))).rejects.toMatchObject(error);
  });
});

describe('a removal that is refused', () => {
  it('is looked into once: the list is read only when ACS leaves a doubt', async () => {
    const threadId = given.azure.communication.threads.create({ members: crowd(0) });
    given.azure.communication.behaviour.removeNonMember = 404;
    const parsed = parseIdentifier(given.azure.communication.createIdentity());
    if ('fault' in parsed) throw new Error(parsed.fault.detail);
    const chat = moderator();
    expect(await chat.removeParticipant(threadId, parsed.identifier, limits())).toBe('already-absent');
    expect(given.azure.calls.count({ operation: 'chat.removeParticipant' })).toBe(1);
    expect(given.azure.calls.count({ operation: 'chat.listParticipants' })).toBe(1);
  });

  it('compares people by who they are, not by the case of their ids', async () => {
    const [, somebody = ''] = crowd(1);
    const upper = somebody.replace(/[0-9a-f-]{36}/g, (guid) => guid.toUpperCase());
    const threadId = given.azure.communication.threads.create({
      members: [given.azure.moderatorId, somebody],
    });
    given.azure.faults.add({ match: { operation: 'chat.removeParticipant' }, status: 404, times: 'always' });
    const parsed = parseIdentifier(upper);
    if ('fault' in parsed) throw new Error(parsed.fault.detail);
    await expect(moderator().removeParticipant(threadId, parsed.identifier, limits())).rejects.toMatchObject({
      status: 404,
      retryable: false,
    });
  });

  it('is not settled while the list cannot be had', async () => {
    const threadId = given.azure.communication.threads.create({ members: crowd(1) });
    given.azure.faults.add({ match: { operation: 'chat.removeParticipant' }, status: 404 });
    given.azure.faults.add({ match: { operation: 'chat.listParticipants' }, status: 429, times: 'always' });
    const parsed = parseIdentifier(given.azure.communication.createIdentity());
    if ('fault' in parsed) throw new Error(parsed.fault.detail);
    // No removal has time to wait for that.
    const soon = { ...limits(), deadline: systemClock.monotonic() + 3_000 };
    await expect(moderator().removeParticipant(threadId, parsed.identifier, soon)).rejects.toMatchObject({
      status: 429,
      retryable: true,
    });
  });
});

describe('asking when a thread was made', () => {
  it('tells to the second', async () => {
    const before = Math.floor(Date.now() / 1_000) * 1_000;
    const threadId = given.azure.communication.threads.create({ members: crowd(1) });
    const createdOn = await moderator().threadCreatedOn(threadId, limits());
    expect(createdOn).toBeGreaterThanOrEqual(before);
    expect(createdOn).toBeLessThanOrEqual(Date.now());
  });

  it('throws where nobody can tell', async () => {
    const unknown = moderator().threadCreatedOn('19:nowhere@thread.v2', limits());
    await expect(unknown).rejects.toMatchObject({ status: 404, retryable: false });
  });

  it('throws when the answer is none', async () => {
    const threadId = given.azure.communication.threads.create({ members: crowd(1) });
    given.azure.faults.add({ match: { operation: 'chat.getThread' }, status: 200, body: '{}' });
    await expect(moderator().threadCreatedOn(threadId, limits())).rejects.toMatchObject({
      code: 'UnexpectedAnswer',
    });
  });
});
