import { randomUUID } from 'node:crypto';
import { createIdentifierFromRawId, getIdentifierRawId } from '@azure/communication-common';
import { describe, expect, test } from 'vitest';
import { bearing, call } from './call.ts';
import { collect, makeThread, threadAs } from './chat-clients.ts';
import { useAzure } from './start.ts';

const given = useAzure();
const user = (rawId: string) => ({ communicationUserId: rawId });
const threads = () => given.azure.communication.threads;

describe('participants, through ChatThreadClient', () => {
  test('are listed page by page, each once', async () => {
    const { client, others } = makeThread(given.azure, 6);
    for (const maxPageSize of [2, 7, 200]) {
      const pages = await collect(client.listParticipants({ maxPageSize }).byPage());
      expect(pages.flat().map(({ id }) => getIdentifierRawId(id))).toEqual([
        given.azure.moderatorId,
        ...others,
      ]);
    }
    const rest = await collect(client.listParticipants({ skip: 5 }));
    expect(rest.map(({ id }) => getIdentifierRawId(id))).toEqual(others.slice(4));
  });

  test('keep what was said of them when they came', async () => {
    const { client } = makeThread(given.azure, 0);
    const rawId = given.azure.communication.createIdentity();
    const shareHistoryTime = new Date('2026-01-02T03:04:05Z');
    const person = { id: user(rawId), displayName: 'Bob', shareHistoryTime, metadata: { a: 'b' } };
    expect(await client.addParticipants({ participants: [person] })).not.toHaveProperty(
      'invalidParticipants',
    );
    const found = await collect(client.listParticipants());
    expect(found[1]).toMatchObject({ displayName: 'Bob', shareHistoryTime, metadata: { a: 'b' } });
  });

  test('adding who is in changes nothing', async () => {
    const { client, threadId, offender } = makeThread(given.azure);
    const before = threads().members(threadId);
    await client.addParticipants({ participants: [{ id: user(offender), displayName: 'Other' }] });
    expect(threads().members(threadId)).toEqual(before);
    expect(threads().find(threadId)?.members.get(offender)?.displayName).toBeUndefined();
  });

  test('any member removes any other', async () => {
    const { threadId, offender, others } = makeThread(given.azure);
    await threadAs(given.azure, others[1] ?? '', threadId, ['chat.join']).removeParticipant(user(offender));
    expect(threads().members(threadId)).not.toContain(offender);
    expect(given.azure.calls.list({ operation: 'chat.removeParticipant' })).toMatchObject([
      { threadId, participant: offender, actor: others[1], status: 204 },
    ]);
  });

  test('somebody removed can be added again: a removal is no ban', async () => {
    const { client, threadId, offender, others } = makeThread(given.azure);
    await client.removeParticipant(user(offender));
    await threadAs(given.azure, others[1] ?? '', threadId).addParticipants({
      participants: [{ id: user(offender) }],
    });
    expect(threads().members(threadId)).toContain(offender);
  });

  const RAW_IDS = [
    '8:acs:aaaaaaaa-0000-4000-8000-000000000000_bbbbbbbb-0000-4000-8000-000000000000',
    ...['8:gcch-acs:a_b', '8:dod-acs:a_b', '8:spool:a', '8:acs:r_t_u', '8:gcch-acs:r_t_u', '8:dod-acs:r_t_u'],
    ...['8:orgid:u', '8:gcch:u', '8:dod:u', '8:teamsvisitor:u', '4:+14255550123', '4:+14255550123_99'],
    ...['4:anonymous', '28:orgid:a', '28:gcch:a', '28:dod:a', '28:plain', '48:thing'],
  ];
  test.each(RAW_IDS)('%s can be a member, is listed with its kind, and can be removed', async (rawId) => {
    const { client, threadId } = makeThread(given.azure);
    const id = createIdentifierFromRawId(rawId);
    await client.addParticipants({ participants: [{ id }] });
    expect(threads().members(threadId)).toContain(rawId);
    const found = (await collect(client.listParticipants())).at(-1)?.id;
    expect(found && getIdentifierRawId(found)).toBe(rawId);
    const { token } = given.azure.communication.issueToken(given.azure.moderatorId);
    const { communicationEndpoint } = given.azure;
    const path = `/chat/threads/${encodeURIComponent(threadId)}/participants?api-version=2025-03-15`;
    const { json } = await call(`${communicationEndpoint}${path}`, bearing(token));
    expect(json.value.at(-1).communicationIdentifier).toMatchObject({ rawId, kind: id.kind });
    await client.removeParticipant(id);
    expect(threads().members(threadId)).not.toContain(rawId);
  });

  test('at most 200 come at once, and 250 are in a thread', async () => {
    const { client, threadId } = makeThread(given.azure, 0);
    const people = (count: number) =>
      Array.from({ length: count }, () => ({ id: user(`8:acs:x_${randomUUID()}`) }));
    await expect(client.addParticipants({ participants: people(201) })).rejects.toMatchObject({
      statusCode: 400,
    });
    await client.addParticipants({ participants: people(200) });
    await client.addParticipants({ participants: people(49) });
    await expect(client.addParticipants({ participants: people(1) })).rejects.toMatchObject({
      statusCode: 400,
    });
    expect(threads().members(threadId)).toHaveLength(250);
  });
});
