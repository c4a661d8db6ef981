import { describe, expect, it } from 'vitest';
import { call } from './call.ts';
import { code, event, eventHost, keys, result, send, where } from './event-host.ts';
import { startFixture } from './fixture-host.ts';
import { taken } from './storage-host.ts';

const given = eventHost();

describe('a notification', () => {
  it('runs the function with the event as it is, and is answered 202 once that has ended', async () => {
    const sent = event({ do: 'wait', ünï: '→ 🎈' });
    expect(await result(send(given.host, [sent]))).toEqual([202, '']);
    expect(taken(given.host).map(({ event }) => event)).toEqual([sent]);
    expect(given.host.lines.filter((line) => line.includes(`done with ${sent.id}`))).toHaveLength(1);
  });
  it('has the data of the event in the metadata too', async () => {
    await send(given.host, [event({ one: 1 })]);
    expect(taken(given.host)[0].triggerMetadata).toMatchObject({ data: { one: 1 } });
  });
  it('runs the function once for each event of an array, all at once', async () => {
    const events = Array.from({ length: 5 }, () => event({ do: 'wait' }));
    expect(await result(send(given.host, events))).toEqual([202, '']);
    const firstEnd = given.host.lines.findIndex((line) => line.includes('done with'));
    expect(given.host.lines.slice(0, firstEnd).filter((line) => line.includes('took'))).toHaveLength(5);
    expect(
      taken(given.host)
        .map(({ event }) => event.id)
        .sort(),
    ).toEqual(events.map(({ id }) => id).sort());
  });
  it('may hold no event at all', async () => {
    expect(await result(send(given.host, []))).toEqual([202, '']);
    expect(taken(given.host)).toEqual([]);
  });
  it('may be a CloudEvent in structured mode', async () => {
    const cloud = {
      specversion: '1.0',
      type: 'A.Type',
      source: '/a',
      id: 'one',
      time: event().eventTime,
      data: {},
    };
    const headers = { 'content-type': 'application/cloudevents+json; charset=utf-8' };
    expect(await result(send(given.host, cloud, { headers }))).toEqual([202, '']);
    expect(taken(given.host).map(({ event }) => event)).toEqual([cloud]);
  });
  it('may come chunked', async () => {
    const [half, rest] = [JSON.stringify([event()]).slice(0, 20), JSON.stringify([event()]).slice(20)];
    const answer = await call(given.host, where() + code, {
      ...{ method: 'POST', body: [half, rest], headers: { 'aeg-event-type': 'Notification' } },
    });
    expect([answer.status, taken(given.host).length]).toEqual([202, 1]);
  });
  it('reaches the function it names and no other, disabled ones least of all', async () => {
    expect(await result(send(given.host, [event()], { path: where('asleep') + code }))).toEqual([
      404,
      "cannot find function: 'asleep'",
    ]);
    expect(taken(given.host)).toEqual([]);
  });
  it('is answered 500 if the function fails, without its words', async () => {
    const [status, text] = await result(send(given.host, [event({ do: 'fail' })]));
    expect([status, text]).toEqual([500, 'Exception while executing function: Functions.participant-added']);
    await given.host.line(/Executed 'Functions.participant-added' \(Failed.*asked to fail/);
  });
  it('is answered 500 if one event of several fails, and the others have run', async () => {
    const events = [event({ do: 'fail' }), event(), event()];
    expect((await send(given.host, events)).status).toBe(500);
    expect(taken(given.host)).toHaveLength(3);
    expect(given.host.lines.filter((line) => line.includes('done with'))).toHaveLength(2);
  });
  it('is answered 500 if the worker dies of it, and the next one runs', async () => {
    expect((await send(given.host, [event({ do: 'die' })])).status).toBe(500);
    expect((await send(given.host, [event()])).status).toBe(202);
  });
  it.each(['', '{', '5', 'null', '[5]', '[null]'])('with the body %j is answered 500', async (body) => {
    expect((await send(given.host, body)).status).toBe(500);
    expect(taken(given.host)).toEqual([]);
  });
});

describe('the handshake', () => {
  const validation = { ...event(), data: { validationCode: 'c0de', validationUrl: 'https://127.0.0.1:1/' } };

  it('of Event Grid is answered with the code, without a run', async () => {
    const answer = await send(given.host, [validation], { kind: 'SubscriptionValidation' });
    expect([answer.status, answer.json]).toEqual([200, { validationResponse: 'c0de' }]);
    expect(given.host.lines.filter((line) => line.includes('Executing'))).toEqual([]);
  });
  it('of Event Grid finds the code in a CloudEvent too, whose data is JSON once more', async () => {
    const cloud = { specversion: '1.0', id: 'one', data: JSON.stringify(validation.data) };
    const { json } = await send(given.host, cloud, { kind: 'subscriptionvalidation' });
    expect(json).toEqual({ validationResponse: 'c0de' });
  });
  it.each(['{', '[]', '[{}]', '[{"data":{}}]'])(
    'of Event Grid with the body %s is answered 500',
    async (body) => {
      expect((await send(given.host, body, { kind: 'SubscriptionValidation' })).status).toBe(500);
    },
  );
  it.each([
    ['eventgrid.azure.net', 'eventgrid.azure.net'],
    ['eventgrid.azure.us', 'eventgrid.azure.us'],
    ['evil.example', 'eventgrid.azure.net'],
    [undefined, 'eventgrid.azure.net'],
  ])('of CloudEvents by %s is allowed to %s', async (origin, allowed) => {
    const headers = origin ? { 'WebHook-Request-Origin': origin } : {};
    const answer = await call(given.host, where() + code, { method: 'OPTIONS', headers });
    expect([answer.status, answer.text]).toEqual([200, '']);
    expect(answer.headers['webhook-allowed-origin']).toBe(allowed);
  });
});

it('the end of a subscription is answered 202', async () => {
  expect(await result(send(given.host, [], { kind: 'Unsubscribe' }))).toEqual([202, '']);
});

it('an app with HTTP streaming gets its events alike', async () => {
  const other = await startFixture('takes-events', { keys, env: { STREAM: 'yes' } });
  try {
    expect((await send(other, [event()])).status).toBe(202);
    expect(taken(other)).toHaveLength(1);
  } finally {
    await other.stop();
  }
});

it('a host that stops lets an event run to its end and takes no more', async () => {
  const other = await startFixture('takes-events', { keys });
  const running = send(other, [event({ do: 'wait' })]);
  await other.line(/took/);
  await other.stop();
  expect((await running).status).toBe(202);
});
