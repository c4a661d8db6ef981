import { EventGridDeserializer, isSystemEvent, type SystemEventNameToEventData } from '@azure/eventgrid';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { GridEvent } from '../../../local/azure/communication/chat-event.ts';
import { chatAs, makeThread, threadAs } from './chat-clients.ts';
import { useAzure } from './start.ts';

const given = useAzure();
const user = (rawId: string) => ({ communicationUserId: rawId });
const threads = () => given.azure.communication.threads;
const someone = () => given.azure.communication.createIdentity();
const model = (rawId: string) => ({ rawId, communicationUser: { id: rawId } });

let seen: GridEvent[] = [];
let deaf: () => void;
beforeEach(() => {
  seen = [];
  deaf = given.azure.communication.events.listen((event) => seen.push(event));
});
afterEach(() => deaf());

/** What was published, short: kind, whom it is about, and who did it. */
const told = () =>
  seen.map(({ eventType, subject }) => {
    const [, , verb, ...who] = subject.split('/');
    return [eventType.replace('Microsoft.Communication.', ''), verb, who.join('/')];
  });

describe('a change by a call', () => {
  test('added: one event for each who was not in, by who added them', async () => {
    const { client, threadId, offender } = makeThread(given.azure);
    const [one, two] = [someone(), someone()];
    seen = [];
    const people = [one, offender, two, one].map((rawId) => ({ id: user(rawId) }));
    await client.addParticipants({ participants: people });
    expect(told()).toEqual([
      ['ChatThreadParticipantAdded', 'participantadded', one],
      ['ChatThreadParticipantAdded', 'participantadded', two],
    ]);
    expect(seen.map(({ data }) => data.threadId)).toEqual([threadId, threadId]);
    expect(seen[0]?.data.addedByCommunicationIdentifier).toEqual(model(given.azure.moderatorId));
  });

  test('adding who is in, or who may not come in, makes none', async () => {
    const { client, offender } = makeThread(given.azure);
    given.azure.communication.behaviour.strangers = 'refused';
    seen = [];
    await client.addParticipants({ participants: [{ id: user(offender) }, { id: user('8:acs:x_y') }] });
    expect(seen).toEqual([]);
  });

  test('removed: one event, by who removed them, and none when they are out', async () => {
    const { threadId, offender, others } = makeThread(given.azure);
    const remover = others[1] ?? '';
    seen = [];
    await threadAs(given.azure, remover, threadId).removeParticipant(user(offender));
    await threadAs(given.azure, remover, threadId).removeParticipant(user(offender));
    expect(told()).toEqual([['ChatThreadParticipantRemoved', 'participantremoved', offender]]);
    expect(seen[0]?.data.removedByCommunicationIdentifier).toEqual(model(remover));
  });

  test('a removal that is refused makes none', async () => {
    const { client, threadId } = makeThread(given.azure);
    given.azure.communication.behaviour.selfRemoval = 403;
    seen = [];
    await expect(client.removeParticipant(user(given.azure.moderatorId))).rejects.toThrow();
    await expect(threadAs(given.azure, someone(), threadId).removeParticipant(user('x'))).rejects.toThrow();
    expect(seen).toEqual([]);
  });

  test('made and deleted: one event each, and the first names all who are in', async () => {
    const chat = chatAs(given.azure, given.azure.moderatorId);
    const bob = someone();
    const { chatThread } = await chat.createChatThread(
      { topic: 'Lunch' },
      { participants: [{ id: user(bob), displayName: 'Bob' }], metadata: { a: 'b' } },
    );
    await chat.deleteChatThread(chatThread?.id ?? '');
    expect(told()).toEqual([
      ['ChatThreadCreated', 'createdBy', given.azure.moderatorId],
      ['ChatThreadDeleted', 'deletedBy', given.azure.moderatorId],
    ]);
    expect(seen[0]?.data).toMatchObject({
      properties: { topic: 'Lunch' },
      metadata: { a: 'b' },
      participants: [
        { participantCommunicationIdentifier: model(given.azure.moderatorId) },
        { displayName: 'Bob', participantCommunicationIdentifier: model(bob) },
      ],
    });
  });

  test('whether the first members of a thread are announced once more is a switch', async () => {
    given.azure.communication.behaviour.eventsOfNewThread = 'created-and-added';
    const { others } = makeThread(given.azure, 1);
    expect(told().map(([kind, , who]) => [kind, who])).toEqual([
      ['ChatThreadCreated', given.azure.moderatorId],
      ['ChatThreadParticipantAdded', given.azure.moderatorId],
      ['ChatThreadParticipantAdded', others[0]],
    ]);
  });
});

describe('a change from beside', () => {
  test('is announced like one by a call, as if who made the thread did it', () => {
    const [maker, person] = [someone(), someone()];
    const id = threads().create({ members: [maker] });
    threads().add(id, person, maker);
    threads().remove(id, person, '8:acs:nobody');
    threads().delete(id);
    threads().delete(id);
    expect(told()).toEqual([
      ['ChatThreadCreated', 'createdBy', maker],
      ['ChatThreadParticipantAdded', 'participantadded', person],
      ['ChatThreadParticipantRemoved', 'participantremoved', person],
      ['ChatThreadDeleted', 'deletedBy', maker],
    ]);
  });

  test('can be made in the name of anybody', () => {
    const [maker, friend, person] = [someone(), someone(), someone()];
    const id = threads().create({ members: [maker, friend] });
    threads().admit(id, [{ rawId: person, displayName: 'Bob' }], friend);
    expect(seen.at(-1)?.data).toMatchObject({
      addedByCommunicationIdentifier: model(friend),
      participantAdded: { displayName: 'Bob' },
    });
  });

  test('a reset announces nothing', () => {
    threads().create();
    seen = [];
    given.azure.reset();
    expect(seen).toEqual([]);
  });
});

/** Members of `data` in the published examples (azure-docs, event-grid/communication-services-chat-events.md). */
const COMMON = ['createTime', 'threadId', 'transactionId', 'version'];
const DATA: Record<string, string[]> = {
  ChatThreadCreated: ['createdByCommunicationIdentifier', 'participants', 'properties'],
  ChatThreadDeleted: ['deletedByCommunicationIdentifier', 'deleteTime'],
  ChatThreadParticipantAdded: ['addedByCommunicationIdentifier', 'participantAdded', 'time'],
  ChatThreadParticipantRemoved: ['removedByCommunicationIdentifier', 'participantRemoved', 'time'],
};
type SystemEvent = keyof SystemEventNameToEventData;
const NAMES = Object.keys(DATA).map((kind) => `Microsoft.Communication.${kind}`) as SystemEvent[];

/** One event of each kind, all about one thread. */
function oneOfEach(): { threadId: string; maker: string; bob: string } {
  const [maker, bob] = [someone(), someone()];
  const threadId = threads().create({ members: [maker], topic: 'Lunch' });
  threads().admit(threadId, [{ rawId: bob, displayName: 'Bob' }], maker);
  threads().remove(threadId, bob);
  threads().delete(threadId);
  return { threadId, maker, bob };
}

describe('an event', () => {
  test.each(NAMES)('%s has the members of the published example, and no others', (name) => {
    oneOfEach();
    const event = seen.find(({ eventType }) => eventType === name);
    expect(Object.keys(event ?? {}).sort()).toEqual(
      ['data', 'dataVersion', 'eventTime', 'eventType', 'id', 'metadataVersion', 'subject', 'topic'].sort(),
    );
    const wanted = [...COMMON, ...(DATA[name.replace('Microsoft.Communication.', '')] ?? [])];
    expect(Object.keys(event?.data ?? {}).sort()).toEqual(wanted.sort());
    expect(event).toMatchObject({ dataVersion: '1.0', metadataVersion: '1' });
  });

  test('is one that the official deserializer reads and knows by name', async () => {
    oneOfEach();
    const read = await new EventGridDeserializer().deserializeEventGridEvents(JSON.stringify(seen));
    for (const name of NAMES) expect(read.filter((event) => isSystemEvent(name, event))).toHaveLength(1);
    for (const { eventTime } of read) expect(eventTime).toBeInstanceOf(Date);
  });

  test('has the values of the official types', async () => {
    const { threadId, maker, bob } = oneOfEach();
    const read = await new EventGridDeserializer().deserializeEventGridEvents(JSON.stringify(seen));
    const added = read.find((event) =>
      isSystemEvent('Microsoft.Communication.ChatThreadParticipantAdded', event),
    )?.data as SystemEventNameToEventData['Microsoft.Communication.ChatThreadParticipantAdded'];
    expect(added.threadId).toBe(threadId);
    expect(added.addedByCommunicationIdentifier).toEqual(model(maker));
    expect(added.participantAdded).toEqual({
      displayName: 'Bob',
      participantCommunicationIdentifier: model(bob),
    });
    expect(typeof added.version).toBe('number');
    expect(added.time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}\+00:00$/);
    expect(added.transactionId).toMatch(/^[A-Za-z0-9+/]{22}(\.\d+){6}$/);
    const made = read.find((event) => isSystemEvent('Microsoft.Communication.ChatThreadCreated', event))
      ?.data as SystemEventNameToEventData['Microsoft.Communication.ChatThreadCreated'];
    expect(made.createdByCommunicationIdentifier).toEqual(model(maker));
    expect(made.participants).toEqual([{ participantCommunicationIdentifier: model(maker) }]);
  });

  test('has a subject and a topic of the documented form, and an id of its own', () => {
    const { threadId, maker, bob } = oneOfEach();
    expect(seen.map(({ subject }) => subject)).toEqual([
      `thread/${threadId}/createdBy/${maker}`,
      `thread/${threadId}/participantadded/${bob}`,
      `thread/${threadId}/participantremoved/${bob}`,
      `thread/${threadId}/deletedBy/${maker}`,
    ]);
    for (const { topic } of seen) {
      expect(topic).toMatch(
        /^\/subscriptions\/[^/]+\/resourcegroups\/[^/]+\/providers\/microsoft\.communication\/communicationservices\/[^/]+$/,
      );
    }
    expect(new Set(seen.map(({ id }) => id)).size).toBe(seen.length);
  });

  test.each([
    ['8:orgid:u', { microsoftTeamsUser: { userId: 'u', isAnonymous: false, cloud: 'public' } }],
    ['4:+14255550123', { phoneNumber: { value: '+14255550123', isAnonymous: false } }],
    ['48:thing', {}],
  ])('names %s as answers do, without a kind', (rawId, member) => {
    const id = threads().create();
    threads().add(id, rawId);
    expect(seen.at(-1)?.data.participantAdded).toEqual({
      participantCommunicationIdentifier: { rawId, ...member },
    });
  });
});
