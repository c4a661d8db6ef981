import { describe, expect, it } from 'vitest';
import { call } from './call.ts';
import { code, event, eventHost, keys, result, send, where } from './event-host.ts';
import { startFixture } from './fixture-host.ts';
import { taken, until } from './storage-host.ts';

const given = eventHost();

describe('a request', () => {
  const url = where();

  it.each([
    ['no key', url, 401],
    ['a wrong key', `${url}&code=wrong`, 401],
    [
      "the function's own key, which is for HTTP",
      `${url}&code=${keys.functions['participant-added'].default}`,
      401,
    ],
    ['a host key', `${url}&code=${keys.host.default}`, 403],
    ["another extension's key", `${url}&code=${keys.system.another_extension}`, 403],
    ['the master key', `${url}&code=${keys.master}`, 202],
    ['the system key', url + code, 202],
  ])('with %s', async (_what, path, status) => {
    expect((await send(given.host, [event()], { path })).status).toBe(status);
    expect(taken(given.host)).toHaveLength(status === 202 ? 1 : 0);
  });
  it('may bring the key in the header, which beats the code', async () => {
    const good = { 'x-functions-key': keys.system.eventgrid_extension };
    expect((await send(given.host, [event()], { path: url, headers: good })).status).toBe(202);
    expect((await send(given.host, [event()], { headers: { 'x-functions-key': 'wrong' } })).status).toBe(401);
  });
  it('without a key learns nothing of which functions there are, nor does a handshake', async () => {
    expect(await result(send(given.host, [], { path: where('nobody') }))).toEqual([401, '']);
    expect((await call(given.host, url, { method: 'OPTIONS' })).headers).not.toHaveProperty(
      'webhook-allowed-origin',
    );
  });
  it.each(['nobody', 'hello', 'Participant-Added', 'constructor', ''])(
    'for "%s" is answered 404',
    async (name) => {
      expect(await result(send(given.host, [event()], { path: where(name) + code }))).toEqual([
        404,
        `cannot find function: '${name}'`,
      ]);
    },
  );
  it('without a function is answered 404', async () => {
    expect(
      (await send(given.host, [event()], { path: `/runtime/webhooks/EventGrid?x=1${code}` })).status,
    ).toBe(404);
  });
  it('finds the webhook whatever the case of its path and of the query', async () => {
    const path = `/RUNTIME/webhooks/eventgrid?functionname=participant-added${code}`;
    expect((await send(given.host, [event()], { path })).status).toBe(202);
  });
  it.each([undefined, 'Other', 'constructor'])('of the kind %s is answered 400', async (kind) => {
    const headers = kind ? { 'aeg-event-type': kind } : {};
    const answer = await call(given.host, where() + code, { method: 'POST', body: '[]', headers });
    expect([answer.status, answer.text]).toEqual([400, '']);
    expect((await call(given.host, where() + code)).status).toBe(400);
  });
  it('for the webhook of another extension is answered 404', async () => {
    expect(
      (await send(given.host, [event()], { path: `/runtime/webhooks/other?functionName=x${code}` })).status,
    ).toBe(404);
    expect((await send(given.host, [event()], { method: 'PUT' })).status).toBe(404);
  });
});

describe('what the host says of itself', () => {
  it('has the address of the webhook, without its key', () => {
    const listed = given.host.functions.filter(({ trigger }) => trigger === 'eventGridTrigger');
    expect(listed).toMatchObject([
      { name: 'asleep', url: '', methods: [], disabled: true },
      { name: 'participant-added', url: given.host.url + where(), methods: ['POST'], disabled: false },
    ]);
    expect(given.host.errors).toEqual([]);
  });
  it('shows at the admin door addresses of HTTP functions only', async () => {
    const headers = { 'x-functions-key': keys.master };
    const { json } = await call(given.host, '/admin/functions', { headers });
    expect(json.map((one: object) => 'invoke_url_template' in one)).toEqual([false, true, false]);
  });
  it('never has the key in its log', async () => {
    await send(given.host, [event({ do: 'fail' })]);
    expect(given.host.lines.join('\n')).not.toContain(keys.system.eventgrid_extension);
  });
});

describe('by the admin door', () => {
  const post = (name: string, input: string) =>
    call(given.host, `/admin/functions/${name}`, {
      method: 'POST',
      headers: { 'x-functions-key': keys.master, 'content-type': 'application/json' },
      body: JSON.stringify({ input }),
    });

  it.each(['participant-added', 'asleep'])(
    '%s runs with an event given by hand, disabled or not',
    async (name) => {
      const sent = event({ one: 1 });
      expect((await post(name, JSON.stringify(sent))).status).toBe(202);
      await until(() => taken(given.host).length === 1);
      expect(taken(given.host)).toMatchObject([{ event: sent, triggerMetadata: { data: { one: 1 } } }]);
    },
  );
  it('what is no event is answered 202 as well, and fails in the log', async () => {
    expect((await post('participant-added', '{')).status).toBe(202);
    await given.host.line(/Executed 'Functions.participant-added' \(Failed/);
  });
});

it('the key is made at random where none is given', async () => {
  const other = await startFixture('takes-events');
  try {
    const key = other.keys.system.eventgrid_extension;
    expect(key).toMatch(/^[\w-]{40,}$/);
    expect((await send(other, [], { path: `${where()}&code=${key}` })).status).toBe(202);
  } finally {
    await other.stop();
  }
});
