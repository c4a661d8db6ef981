import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, test } from 'vitest';
import { call } from './call.ts';
import { agree, type Says, useReceiver } from './receiver.ts';
import { useAzure } from './start.ts';

const given = useAzure();
const receiver = useReceiver();
const grid = () => given.azure.eventGrid;
afterEach(() => {
  for (const { name } of grid().subscriptions()) grid().unsubscribe(name);
});

const secret = randomUUID();
const options = () => ({
  name: 'to-a-test',
  endpointUrl: `${receiver.url}?functionName=x&code=${secret}`,
  deliveryHeaders: { 'x-secret': secret },
});
const subscribe = (more: object = {}) => grid().subscribe({ ...options(), ...more });
const cloudEvents = { eventDeliverySchema: 'CloudEventSchemaV1_0' } as const;
const states = () =>
  grid()
    .subscriptions()
    .map(({ provisioningState }) => provisioningState);

describe('the handshake of Event Grid', () => {
  test('posts a validation event as documented, to the whole address and with the headers', async () => {
    await subscribe();
    const [asked, ...more] = receiver.handshakes;
    expect(more).toEqual([]);
    expect([asked?.method, asked?.url]).toEqual(['POST', `/hook?functionName=x&code=${secret}`]);
    expect(asked?.headers).toMatchObject({
      'aeg-event-type': 'SubscriptionValidation',
      'aeg-subscription-name': 'TO-A-TEST',
      'aeg-delivery-count': '0',
      'content-type': 'application/json; charset=utf-8',
      'x-secret': secret,
    });
    expect(asked?.json).toEqual([
      {
        id: expect.any(String),
        topic: expect.stringMatching(/^\/subscriptions\//),
        subject: '',
        data: { validationCode: expect.any(String), validationUrl: expect.stringMatching(/^https:/) },
        eventType: 'Microsoft.EventGrid.SubscriptionValidationEvent',
        eventTime: expect.any(String),
        metadataVersion: '1',
        dataVersion: '1',
      },
    ]);
  });

  test('has an address in it that leads to the log of calls, so that whoever follows it is seen', async () => {
    await subscribe();
    const [{ data }] = receiver.handshakes[0]?.json ?? [];
    expect((await call(data.validationUrl)).status).toBe(404);
    expect(given.azure.calls.count({ path: new URL(data.validationUrl).pathname })).toBe(1);
  });

  const wrong: [what: string, says: Says, why: RegExp][] = [
    ['202, as a notification is', { status: 202, body: '{}' }, /answered 202/],
    ['401', 401, /answered 401/],
    [
      'another code',
      { status: 200, body: '{"validationResponse":"x"}' },
      /did not answer with the validation code/,
    ],
    ['no code', { status: 200, body: '{}' }, /did not answer with the validation code/],
    ['no JSON', { status: 200, body: 'ok' }, /no JSON/],
  ];
  test.each(wrong)('fails if the answer is %s', async (_what, says, why) => {
    receiver.consent = () => says;
    await expect(subscribe()).rejects.toThrow(why);
    expect(grid().subscriptions()).toMatchObject([
      { provisioningState: 'Failed', problem: expect.any(String) },
    ]);
    expect(receiver.handshakes).toHaveLength(1);
  });
});

describe('the handshake of CloudEvents', () => {
  test('asks by OPTIONS, and no event is posted', async () => {
    await subscribe(cloudEvents);
    expect(receiver.handshakes.map(({ method }) => method)).toEqual(['OPTIONS']);
    expect(receiver.handshakes[0]?.headers).toMatchObject({
      'webhook-request-origin': 'eventgrid.azure.net',
      'webhook-request-callback': expect.stringMatching(/^https:/),
      'x-secret': secret,
    });
  });

  test('takes consent for all origins', async () => {
    receiver.consent = () => ({ status: 204, headers: { 'WebHook-Allowed-Origin': '*' } });
    await subscribe(cloudEvents);
    expect(states()).toEqual(['Succeeded']);
  });

  const wrong: [what: string, says: Says, why: RegExp][] = [
    ['200 without consent', 200, /did not allow/],
    [
      'consent to another origin',
      { status: 200, headers: { 'WebHook-Allowed-Origin': 'x' } },
      /did not allow/,
    ],
    ['405', 405, /answered 405/],
  ];
  test.each(wrong)('fails if the answer is %s', async (_what, says, why) => {
    receiver.consent = () => says;
    await expect(subscribe(cloudEvents)).rejects.toThrow(why);
    expect(states()).toEqual(['Failed']);
  });
});

describe.each([{}, cloudEvents])('an endpoint that does not answer the handshake (%j)', (schema) => {
  test('is asked again after a while', async () => {
    Object.assign(grid().behaviour, { timeoutMs: 1_000, waitFactor: 0.001 });
    let asked = 0;
    receiver.consent = (received) => (['hang', 'cut'] as Says[])[asked++] ?? agree(received);
    await subscribe(schema);
    expect([asked, states()]).toEqual([3, ['Succeeded']]);
  });
  test('is given up after three times', async () => {
    Object.assign(grid().behaviour, { timeoutMs: 20, waitFactor: 0.001 });
    receiver.consent = () => 'hang';
    await expect(subscribe(schema)).rejects.toThrow(/TimedOut/);
    receiver.consent = () => 'cut';
    grid().behaviour.timeoutMs = 10_000;
    await expect(subscribe(schema)).rejects.toThrow(/SocketError/);
    expect(receiver.handshakes).toHaveLength(6);
  });
});

describe('a subscription', () => {
  const threads = () => given.azure.communication.threads;

  test('gets no event before its handshake is over, nor after it failed', async () => {
    receiver.consent = (received) => {
      threads().create();
      return agree(received);
    };
    await subscribe();
    receiver.consent = () => 500;
    await expect(subscribe({ name: 'another' })).rejects.toThrow();
    threads().create();
    await grid().settled();
    expect(receiver.events.map(({ headers }) => headers['aeg-subscription-name'])).toEqual(['TO-A-TEST']);
  });

  test('is changed by one of the same name, once its handshake has succeeded', async () => {
    await subscribe();
    await subscribe({ endpointUrl: `${receiver.url}/new` });
    receiver.consent = () => 500;
    await expect(subscribe({ endpointUrl: `${receiver.url}/newest` })).rejects.toThrow();
    threads().create();
    await grid().settled();
    expect(receiver.events.map(({ url }) => url)).toEqual(['/hook/new']);
    expect(states()).toEqual(['Succeeded']);
  });

  test('is listed without its secrets, which the emulator knows as such', async () => {
    await subscribe({ includedEventTypes: ['A.Type'] });
    expect(grid().subscriptions()).toEqual([
      {
        name: 'to-a-test',
        provisioningState: 'Succeeded',
        endpointBaseUrl: receiver.url,
        eventDeliverySchema: 'EventGridSchema',
        includedEventTypes: ['A.Type'],
        deliveryHeaders: ['x-secret'],
      },
    ]);
    expect(given.azure.issuedSecrets()).toContain(secret);
  });

  test('that is gone gets nothing more', async () => {
    await subscribe();
    expect([grid().unsubscribe('to-a-test'), grid().unsubscribe('to-a-test')]).toEqual([true, false]);
    threads().create();
    await grid().settled();
    expect([receiver.events, grid().subscriptions()]).toEqual([[], []]);
  });

  test.each([
    [{ name: 'x' }, /3 to 64/],
    [{ endpointUrl: 'https://127.0.0.1/' }, /loopback/],
    [{ endpointUrl: 'http://example.com/' }, /loopback/],
    [{ endpointUrl: 'http://127.0.0.1.example.com/' }, /loopback/],
    [{ endpointUrl: 'nothing' }, /loopback/],
    [{ eventDeliverySchema: 'CustomInputSchema' }, /schema/],
    [{ includedEventTypes: 'A.Type' }, /list of names/],
    [
      { deliveryHeaders: Object.fromEntries(Array.from({ length: 11 }, (_, n) => [`x-${n}`, ''])) },
      /10 headers/,
    ],
    [{ deliveryHeaders: { 'x-long': 'x'.repeat(4_097) } }, /4096 bytes/],
    [{ deliveryHeaders: { 'AEG-event-type': 'x' } }, /own/],
    [{ deliveryHeaders: { 'x-number': 1 } }, /texts/],
    [{ deliveryHeaders: { 'x y': '' } }, /Header name/],
    [{ deliveryHeaders: { x: 'a\nb' } }, /header content/],
  ])('that cannot be is refused without a call: %j', async (more, why) => {
    await expect(subscribe(more)).rejects.toThrow(why);
    expect([receiver.handshakes, grid().subscriptions()]).toEqual([[], []]);
  });
});
