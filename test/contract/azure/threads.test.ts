import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { bearing, call } from './call.ts';
import { chatAs, collect, makeThread } from './chat-clients.ts';
import { useAzure } from './start.ts';

const given = useAzure();
const user = (rawId: string) => ({ communicationUserId: rawId });
const threads = () => given.azure.communication.threads;
const moderator = () => chatAs(given.azure, given.azure.moderatorId);

describe('threads, through ChatClient', () => {
  test('who makes a thread is in it, with those named', async () => {
    const other = given.azure.communication.createIdentity();
    const made = await moderator().createChatThread(
      { topic: 'Lunch' },
      { participants: [{ id: user(other), displayName: 'Bob' }], metadata: { a: 'b' } },
    );
    expect(made.invalidParticipants).toBeUndefined();
    expect(made.chatThread).toMatchObject({
      topic: 'Lunch',
      metadata: { a: 'b' },
      createdOn: expect.any(Date),
    });
    expect(made.chatThread?.id).toMatch(/^19:[\w-]{44}@thread\.v2$/);
    expect(made.chatThread?.createdBy).toMatchObject(user(given.azure.moderatorId));
    expect(threads().members(made.chatThread?.id ?? '')).toEqual([given.azure.moderatorId, other]);
  });

  test('the answer tells where the new thread is', async () => {
    const { token } = given.azure.communication.issueToken(given.azure.moderatorId);
    const url = `${given.azure.communicationEndpoint}/chat/threads?api-version=2025-03-15`;
    const { status, headers, json } = await call(url, bearing(token, 'POST', { topic: 'Lunch' }));
    expect(status).toBe(201);
    expect(decodeURIComponent(headers.get('location') ?? '')).toMatch(json.chatThread.id);
    expect(headers.get('api-supported-versions')).toContain('2025-03-15');
    expect(headers.get('ms-cv')).toMatch(/\.0$/);
  });

  test('a request repeated with its repeatability-request-id makes one thread', async () => {
    const options = { idempotencyToken: randomUUID() };
    const one = await moderator().createChatThread({ topic: 'Lunch' }, options);
    const two = await moderator().createChatThread({ topic: 'Lunch' }, options);
    const other = await moderator().createChatThread({ topic: 'Lunch' }, { idempotencyToken: randomUUID() });
    expect(two.chatThread?.id).toBe(one.chatThread?.id);
    expect(other.chatThread?.id).not.toBe(one.chatThread?.id);
    given.azure.reset();
    const anew = await moderator().createChatThread({ topic: 'Lunch' }, options);
    expect(threads().find(anew.chatThread?.id ?? '')).toBeDefined();
  });

  test('properties are read and changed', async () => {
    const { client } = makeThread(given.azure);
    await client.updateTopic('Dinner');
    expect(await client.getProperties()).toMatchObject({ topic: 'Dinner' });
    await client.updateProperties({ metadata: { a: 'b' } });
    expect((await client.getProperties()).metadata).toEqual({ a: 'b' });
  });

  test('a deleted thread is no longer there, but in the list, with the time of its end', async () => {
    const { client, threadId } = makeThread(given.azure);
    await moderator().deleteChatThread(threadId);
    await expect(client.getProperties()).rejects.toMatchObject({ statusCode: 404 });
    const [item] = await collect(moderator().listChatThreads());
    expect(item).toMatchObject({ id: threadId, deletedOn: expect.any(Date) });
  });

  test('the list has the threads one is in, newest first, whatever the size of its pages', async () => {
    const ids = Array.from({ length: 5 }, () => makeThread(given.azure).threadId);
    threads().create({ members: [given.azure.communication.createIdentity()] });
    for (const maxPageSize of [1, 2, 5, 100]) {
      const pages = await collect(moderator().listChatThreads({ maxPageSize }).byPage());
      expect(pages.flat().map(({ id }) => id)).toEqual([...ids].reverse());
    }
    const calls = given.azure.calls.count({ operation: 'chat.listThreads', status: 200 });
    expect(calls).toBe(5 + 3 + 1 + 1);
  });

  test('the list can begin at a time', async () => {
    makeThread(given.azure);
    given.azure.clock.advance(60 * 60_000);
    const { threadId } = makeThread(given.azure);
    const startTime = new Date(given.azure.clock.now() - 60_000);
    const found = await collect(moderator().listChatThreads({ startTime }));
    expect(found.map(({ id }) => id)).toEqual([threadId]);
  });
});
