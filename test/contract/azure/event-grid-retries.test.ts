import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startAzure } from '../../../local/azure/start-azure.ts';
import { type Says, useReceiver } from './receiver.ts';
import { useAzure } from './start.ts';

const given = useAzure();
const receiver = useReceiver();
const grid = () => given.azure.eventGrid;
const threads = () => given.azure.communication.threads;

/** Ten seconds become ten milliseconds. */
beforeEach(async () => {
  grid().behaviour.waitFactor = 0.001;
  await grid().subscribe({ name: 'to-a-test', endpointUrl: receiver.url });
});
afterEach(() => void grid().unsubscribe('to-a-test'));

/** One event, and what it is answered at each attempt; 202 in the end. */
function publish(...says: Says[]): void {
  let attempts = 0;
  receiver.answer = () => says[attempts++] ?? 202;
  threads().create();
}
const counts = () => receiver.events.map(({ headers }) => headers['aeg-delivery-count']);
const ids = () => receiver.events.map(({ json }) => json[0].id);

describe('an event that did not arrive', () => {
  const failures: Says[] = [205, 302, 404, 408, 409, 429, 500, 502, 503, 504, 'cut'];
  test.each(failures)('because of %j is sent again until it does', async (failure) => {
    publish(failure, failure);
    await grid().settled();
    expect(grid().delivered()).toMatchObject([{ status: 202, attempts: 3 }]);
    expect(counts()).toEqual(['0', '1', '2']);
    expect(new Set(ids()).size).toBe(1);
  });

  test('in time is sent again, and no answer to the first attempt counts any more', async () => {
    grid().behaviour.timeoutMs = 1_000;
    publish('hang');
    await grid().settled();
    expect(grid().delivered()).toMatchObject([{ attempts: 2 }]);
  });

  test('is sent again after the waits of the schedule', async () => {
    grid().behaviour.waitFactor = 0.002;
    publish(500, 500, 503);
    await grid().settled();
    const waits = receiver.events.map(({ at }, n) => at - (receiver.events[n - 1]?.at ?? at)).slice(1);
    for (const [n, least] of [20, 60, 120].entries()) expect(waits[n]).toBeGreaterThanOrEqual(least - 5);
  });

  test('holds up no other', async () => {
    grid().behaviour.waitFactor = 1;
    receiver.answer = ({ json }) => (json[0].subject.startsWith('thread/slow/') ? 503 : 202);
    threads().create({ id: 'slow' });
    await receiver.got(1);
    threads().create();
    await receiver.got(2);
    while (grid().delivered().length === 0) await wait(5);
    expect(grid().deadLettered()).toEqual([]);
  });

  test.each([400, 401, 403, 413])('because of %d is given up at once', async (status) => {
    publish(status);
    await grid().settled();
    expect(counts()).toEqual(['0']);
    expect(grid().deadLettered()).toMatchObject([
      { subscription: 'to-a-test', deadLetterReason: 'NotRetried', deliveryAttempts: 1 },
    ]);
  });

  test('for a day is given up, with its story', async () => {
    grid().behaviour.waitFactor = 0.000_001;
    receiver.answer = () => 404;
    threads().create({ id: 'one' });
    await grid().settled();
    expect(grid().delivered()).toEqual([]);
    expect(grid().deadLettered()).toEqual([
      {
        subscription: 'to-a-test',
        event: expect.objectContaining({ subject: expect.stringMatching(/^thread\/one\//) }),
        deadLetterReason: 'TimeToLiveExceeded',
        lastDeliveryOutcome: 'NotFound',
        deliveryAttempts: receiver.events.length,
        publishTime: expect.stringMatching(/Z$/),
        lastDeliveryAttemptTime: expect.stringMatching(/Z$/),
      },
    ]);
    expect(receiver.events.length).toBeGreaterThan(5);
  });
});

test('an event can be made to come more than once, under one id', async () => {
  grid().behaviour.copies = 3;
  publish();
  await grid().settled();
  expect(receiver.events).toHaveLength(3);
  expect([new Set(ids()).size, grid().delivered().length]).toEqual([1, 3]);
});

describe('a pause', () => {
  test('keeps events back, and lets them go when it is over', async () => {
    grid().pause();
    threads().create();
    threads().create();
    await grid().settled();
    expect([grid().paused, receiver.events]).toEqual([true, []]);
    grid().resume();
    await grid().settled();
    expect([grid().paused, receiver.events.length]).toEqual([false, 2]);
  });

  test('keeps back what waits for another attempt', async () => {
    grid().behaviour.waitFactor = 0.01;
    publish(500);
    await receiver.got(1);
    grid().pause();
    await grid().settled();
    expect(counts()).toEqual(['0']);
    grid().resume();
    await grid().settled();
    expect(counts()).toEqual(['0', '1']);
  });

  test('is over for good after a reset, and what it kept back is forgotten', async () => {
    grid().pause();
    threads().create();
    given.azure.reset();
    await grid().settled();
    threads().create();
    await grid().settled();
    expect([grid().paused, receiver.events.length]).toEqual([false, 1]);
  });
});

test('a reset forgets what was delivered and what is under way, and keeps subscriptions', async () => {
  publish(400);
  await grid().settled();
  grid().behaviour.waitFactor = 1;
  publish(503);
  await receiver.got(2);
  given.azure.reset();
  await grid().settled();
  expect([grid().delivered(), grid().deadLettered(), grid().behaviour.waitFactor]).toEqual([[], [], 1]);
  expect(grid().subscriptions()).toMatchObject([{ name: 'to-a-test', provisioningState: 'Succeeded' }]);
  publish();
  await grid().settled();
  expect(grid().delivered()).toHaveLength(1);
});

test('a subscription that goes takes its events along, and no others', async () => {
  await grid().subscribe({ name: 'another', endpointUrl: receiver.url });
  grid().behaviour.waitFactor = 1;
  receiver.answer = ({ headers }) => (headers['aeg-subscription-name'] === 'TO-A-TEST' ? 503 : 202);
  threads().create();
  await receiver.got(2);
  grid().unsubscribe('to-a-test');
  await grid().settled();
  expect(grid().delivered()).toMatchObject([{ subscription: 'another' }]);
  grid().unsubscribe('another');
});

test.each(['hang', 503, 'cut'] as Says[])('a stop leaves nothing under way (%j)', async (says) => {
  const azure = await startAzure();
  await azure.eventGrid.subscribe({ name: 'to-a-test', endpointUrl: receiver.url });
  receiver.answer = () => says;
  azure.communication.threads.create();
  await receiver.got(1);
  azure.eventGrid.pause();
  azure.communication.threads.create();
  await azure.stop();
  azure.communication.threads.create();
  await azure.eventGrid.settled();
  await wait(20);
  expect(receiver.events).toHaveLength(1);
  expect([azure.eventGrid.delivered(), azure.eventGrid.deadLettered()]).toEqual([[], []]);
});
