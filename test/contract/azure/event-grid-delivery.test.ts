import { EventGridDeserializer } from '@azure/eventgrid';
import { HTTP } from 'cloudevents';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { GridEvent } from '../../../local/azure/communication/chat-event.ts';
import { makeThread } from './chat-clients.ts';
import { useReceiver } from './receiver.ts';
import { useAzure } from './start.ts';

const lines: string[] = [];
const given = useAzure({ log: (line) => lines.push(line) });
const receiver = useReceiver();
const grid = () => given.azure.eventGrid;
const threads = () => given.azure.communication.threads;
const ADDED = 'Microsoft.Communication.ChatThreadParticipantAdded';

let published: GridEvent[] = [];
let deaf: () => void;
beforeEach(() => {
  published = [];
  deaf = given.azure.communication.events.listen((event) => published.push(event));
});
afterEach(() => {
  deaf();
  for (const { name } of grid().subscriptions()) grid().unsubscribe(name);
});

const subscribe = (more: object = {}) =>
  grid().subscribe({ name: 'to-a-test', endpointUrl: `${receiver.url}?code=k`, ...more });
const cloudEvents = { eventDeliverySchema: 'CloudEventSchemaV1_0' } as const;
const byKind = (one: { eventType: string }, other: { eventType: string }) =>
  one.eventType < other.eventType ? -1 : 1;

/** Adds somebody to a new thread, so that there are two events. */
const addSomebody = () => threads().add(threads().create(), given.azure.communication.createIdentity());

describe('a delivery in the schema of Event Grid', () => {
  test('is an array of one event, as it was published, which the official deserializer reads', async () => {
    await subscribe();
    addSomebody();
    await grid().settled();
    expect(receiver.events.map(({ json }) => json.length)).toEqual([1, 1]);
    expect(receiver.events.flatMap(({ json }) => json).toSorted(byKind)).toEqual(published.toSorted(byKind));
    const read = new EventGridDeserializer();
    for (const { body } of receiver.events)
      expect(await read.deserializeEventGridEvents(body)).toHaveLength(1);
  });

  test('has the documented headers, and those of the subscription', async () => {
    await subscribe({ includedEventTypes: [ADDED], deliveryHeaders: { 'x-secret': 'something' } });
    addSomebody();
    const [{ method, url, headers } = {} as never] = await receiver.got(1);
    expect([method, url]).toEqual(['POST', '/hook?code=k']);
    expect(headers).toMatchObject({
      'aeg-subscription-name': 'TO-A-TEST',
      'aeg-delivery-count': '0',
      'aeg-event-type': 'Notification',
      'aeg-metadata-version': '1',
      'aeg-data-version': '1.0',
      'aeg-output-event-id': expect.stringMatching(/^[0-9a-f-]{36}$/),
      'content-type': 'application/json; charset=utf-8',
      'x-secret': 'something',
    });
  });
});

describe('a delivery as CloudEvent', () => {
  test('is one event in structured mode, which the official parsers read', async () => {
    await subscribe({ ...cloudEvents, includedEventTypes: [ADDED] });
    addSomebody();
    const [{ headers, body } = {} as never] = await receiver.got(1);
    const [event] = published.filter(({ eventType }) => eventType === ADDED);
    const read = HTTP.toEvent({ headers, body });
    expect(read).toMatchObject({
      specversion: '1.0',
      type: ADDED,
      source: event?.topic,
      id: event?.id,
      subject: event?.subject,
      data: event?.data,
    });
    const [also] = await new EventGridDeserializer().deserializeCloudEvents(body);
    expect(also?.time).toEqual(new Date(event?.eventTime ?? ''));
  });

  test('has the same headers but for the media type, the versions and the origin', async () => {
    await subscribe({ ...cloudEvents, includedEventTypes: [ADDED] });
    addSomebody();
    const [{ headers } = {} as never] = await receiver.got(1);
    expect(headers).toMatchObject({
      'aeg-subscription-name': 'TO-A-TEST',
      'aeg-event-type': 'Notification',
      'aeg-metadata-version': '1.0',
      'content-type': 'application/cloudevents+json; charset=utf-8',
      'webhook-request-origin': 'eventgrid.azure.net',
    });
    expect(headers).not.toHaveProperty('aeg-data-version');
  });
});

describe('events', () => {
  test('go to every subscription that wants their type', async () => {
    await subscribe();
    await subscribe({
      name: 'added-only',
      endpointUrl: `${receiver.url}/added`,
      includedEventTypes: [ADDED],
    });
    await subscribe({ name: 'others-only', includedEventTypes: ['A.Type'] });
    addSomebody();
    await grid().settled();
    const went = receiver.events.map(({ url, json }) => `${url} ${json[0].eventType}`).sort();
    expect(went).toEqual([
      `/hook/added ${ADDED}`,
      '/hook?code=k Microsoft.Communication.ChatThreadCreated',
      `/hook?code=k ${ADDED}`,
    ]);
  });

  test('come from calls of ACS as well, after the call has its effect', async () => {
    await subscribe({ includedEventTypes: [ADDED] });
    const { client, threadId } = makeThread(given.azure);
    const person = given.azure.communication.createIdentity();
    await client.addParticipants({ participants: [{ id: { communicationUserId: person } }] });
    const [{ json } = {} as never] = await receiver.got(1);
    expect(json[0].data).toMatchObject({ threadId, participantAdded: {} });
    expect(threads().members(threadId)).toContain(person);
  });

  test.each([200, 201, 202, 203, 204])('have arrived when the answer is %d', async (status) => {
    await subscribe({ includedEventTypes: [ADDED] });
    receiver.answer = () => status;
    addSomebody();
    await grid().settled();
    expect(grid().delivered()).toMatchObject([
      { subscription: 'to-a-test', status, attempts: 1, event: { eventType: ADDED } },
    ]);
    expect(grid().deadLettered()).toEqual([]);
  });

  test('arrive all, however many come at once', async () => {
    await subscribe({ includedEventTypes: [ADDED] });
    const id = threads().create();
    const people = Array.from({ length: 500 }, () => given.azure.communication.createIdentity());
    const warnings: Error[] = [];
    const note = (warning: Error) => warnings.push(warning);
    process.on('warning', note);
    threads().add(id, ...people);
    await grid().settled();
    process.off('warning', note);
    expect(grid().delivered()).toHaveLength(500);
    const got = receiver.events.map(({ json }) => json[0].data.participantAdded);
    expect(got.map((one) => one.participantCommunicationIdentifier.rawId).sort()).toEqual(people.sort());
    expect(warnings).toEqual([]);
  });

  test('are for those who have subscribed: nothing is sent before or after', async () => {
    addSomebody();
    await subscribe();
    grid().unsubscribe('to-a-test');
    addSomebody();
    await grid().settled();
    expect([receiver.events, grid().delivered()]).toEqual([[], []]);
  });

  test('are logged with their names and ids alone', async () => {
    lines.length = 0;
    await subscribe({ includedEventTypes: [ADDED], deliveryHeaders: { 'x-secret': 'something' } });
    addSomebody();
    await grid().settled();
    const [event] = published.filter(({ eventType }) => eventType === ADDED);
    expect(lines).toEqual([`azure: eventGrid.deliver 202 to-a-test ${ADDED} ${event?.id}`]);
  });
});
