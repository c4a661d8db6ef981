import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import { call } from './call.ts';
import { useReceiver } from './receiver.ts';
import { useAzure } from './start.ts';

const given = useAzure();
const receiver = useReceiver();
const threads = () => given.azure.communication.threads;
afterEach(() => {
  for (const { name } of given.azure.eventGrid.subscriptions()) given.azure.eventGrid.unsubscribe(name);
});

/** A person at the control door. */
const control = (method: string, path: string, body?: unknown) =>
  call(`${given.azure.controlUrl}/event-grid${path}`, {
    method,
    headers: { 'x-control-key': given.azure.controlKey },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
const read = async (path: string) => (await control('GET', path)).json;
const secret = randomUUID();

async function subscribe() {
  const body = { endpointUrl: `${receiver.url}?code=${secret}`, deliveryHeaders: { 'x-secret': secret } };
  const made = await control('PUT', '/subscriptions/by-hand', body);
  while ((await read('/subscriptions'))[0].provisioningState === 'Creating') await wait(5);
  return made;
}

describe('at the control door', () => {
  test('a subscription is made, seen without its secrets, and taken away', async () => {
    const made = await subscribe();
    expect([made.status, made.json]).toMatchObject([200, { name: 'by-hand', provisioningState: 'Creating' }]);
    const { status, text, json } = await control('GET', '/subscriptions');
    expect([status, json]).toMatchObject([200, [{ name: 'by-hand', provisioningState: 'Succeeded' }]]);
    expect(made.text + text).not.toContain(secret);
    expect((await control('DELETE', '/subscriptions/by-hand')).status).toBe(200);
    expect(await read('/subscriptions')).toEqual([]);
  });

  test('a handshake that failed is told in the list', async () => {
    receiver.consent = () => 403;
    await subscribe();
    expect(await read('/subscriptions')).toMatchObject([
      { provisioningState: 'Failed', problem: expect.stringContaining('403') },
    ]);
  });

  test('events are seen, delivered or given up', async () => {
    await subscribe();
    threads().create({ id: 'one' });
    await given.azure.eventGrid.settled();
    receiver.answer = () => 400;
    threads().create({ id: 'two' });
    await given.azure.eventGrid.settled();
    expect(await read('/delivered')).toMatchObject([{ status: 202, event: { data: { threadId: 'one' } } }]);
    expect(await read('/dead-letters')).toMatchObject([
      { lastDeliveryOutcome: 'BadRequest', event: { data: { threadId: 'two' } } },
    ]);
  });

  test('deliveries are paused, and go on', async () => {
    await subscribe();
    await control('POST', '/pause');
    expect(await read('')).toMatchObject({ paused: true });
    threads().create();
    await given.azure.eventGrid.settled();
    expect(receiver.events).toEqual([]);
    await control('POST', '/resume');
    await receiver.got(1);
    expect(await read('')).toMatchObject({ paused: false });
  });

  test('waits are changed', async () => {
    await control('PATCH', '', { waitFactor: 0.5 });
    expect(await read('')).toEqual({
      paused: false,
      behaviour: { copies: 1, waitFactor: 0.5, timeoutMs: 30_000 },
    });
  });

  test.each([
    ['PUT', '/subscriptions/by-hand', { endpointUrl: 'https://example.com' }, 400],
    ['PUT', '/subscriptions/by-hand', { endpoint: 'http://127.0.0.1' }, 400],
    ['PUT', '/subscriptions/by-hand', {}, 400],
    ['DELETE', '/subscriptions/nobody', undefined, 404],
    ['PATCH', '', { waitfactor: 1 }, 400],
  ])('says what is wrong with %s %s %j', async (method, path, body, status) => {
    const answer = await control(method, path, body);
    expect([answer.status, typeof answer.json.error.message]).toEqual([status, 'string']);
    expect(await read('/subscriptions')).toEqual([]);
  });
});
