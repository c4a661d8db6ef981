import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { signEvent } from '../../local/send/sign-event.ts';
import { fixture } from '../unit/intake/formats/fixture.ts';
import { forumThread, sourcesUnderTest } from './sources-under-test.ts';

// Each `describe` is a row of the OWASP API Security Top 10: https://owasp.org/API-Security/editions/2023/en/0x11-t10/
const under = sourcesUnderTest();
const problem = (name: string) => ({ type: `urn:chat-bouncer:problem:${name}` });
const removals = () => under.stack.azure.calls.count({ operation: 'chat.removeParticipant' });
const key = (source = 'default') => under.secrets.get(source) ?? '';

/** Posts an event to the source `default`, signed, but for what is changed about that. */
async function sendChanged(change: (headers: Headers, body: string) => void, now = Date.now()) {
  const body = JSON.stringify(under.seat().event);
  const headers = new Headers({
    'content-type': 'application/json',
    ...signEvent(body, { key: key(), now }),
  });
  change(headers, body);
  const before = removals();
  const answer = await under.request('/api/events', { method: 'POST', headers, body });
  return { answer, removed: removals() - before };
}

describe('API1, what belongs to others', () => {
  it('a source gets at no thread that it was not given, nor at all of them at once', async () => {
    const { event, members, somebody } = under.seat();
    for (const threadId of [event.threadId, '*']) {
      const answer = await under.sendAs('forum', { ...event, threadId });
      expect(answer).toMatchObject({ status: 403, json: problem('not-permitted') });
      expect(answer.json?.errors).toEqual([{ pointer: '/threadId', detail: expect.any(String) }]);
    }
    expect(members()).toContain(somebody);
    const query = new URLSearchParams({ source: 'forum', id: String(event.id) });
    expect(await under.operate(`/api/decisions?${query}`)).toMatchObject({ status: 404 });
  });

  it('a source is let through to the thread that it was given', async () => {
    const answer = await under.sendAs('forum', { ...under.seat().event, threadId: forumThread });
    expect(answer).toMatchObject({
      status: 200,
      json: { status: 'failed', problem: problem('refused-by-chat') },
    });
  });

  it('the same id of two sources is two decisions', async () => {
    const [one, other] = [under.seat(), under.seat()];
    const first = await under.sendAs('default', one.event);
    const second = await under.sendAs('slow', { ...other.event, id: one.event.id });
    expect([first.json?.outcome, second.json?.outcome]).toEqual(['removed', 'removed']);
    expect(first.json?.decision).not.toBe(second.json?.decision);
  });

  it('the source is the one in the path, whatever stands in the query, the body or a header', async () => {
    const { event } = under.seat();
    const body = JSON.stringify({ ...event, source: 'default' });
    const signed = signEvent(body, { key: key('forum') });
    const answer = await under.post('forum?source=default', body, { ...signed, source: 'default' });
    expect(answer).toMatchObject({ status: 403, json: problem('not-permitted') });
  });

  it.each(['unknown', 'DEFAULT', 'default%20', '__proto__'])('there is no source %s', async (name) => {
    expect(await under.post(name, '{}')).toMatchObject({ status: 404, json: problem('unknown-source') });
  });
});

describe('API2, who is calling', () => {
  const names = ['webhook-id', 'webhook-timestamp', 'webhook-signature'];

  /** What is done to the headers of a delivery that was signed as it should be. */
  type Change = readonly [what: string, change: (headers: Headers, body: string) => void];
  const strip = (name: string): Change => [`no ${name}`, (headers) => headers.delete(name)];
  const empty = (name: string): Change => [`an empty ${name}`, (headers) => headers.set(name, '')];
  const twice = (name: string): Change => [
    `${name} twice`,
    (headers) => headers.append(name, headers.get(name) ?? ''),
  ];

  it.each<Change>([
    ...names.map(strip),
    ...names.map(empty),
    ...names.slice(0, 2).map(twice),
    ['another id', (headers) => headers.set('webhook-id', 'msg_other')],
    [
      'another timestamp',
      (headers) => headers.set('webhook-timestamp', `${Math.floor(Date.now() / 1_000) - 1}`),
    ],
    [
      'the signature of another body',
      (headers) => headers.set('webhook-signature', signEvent('{}', { key: key() })['webhook-signature']),
    ],
    [
      'the key of another source',
      (headers, body) => {
        for (const [name, value] of Object.entries(signEvent(body, { key: key('forum') })))
          headers.set(name, value);
      },
    ],
    [
      'a key that nobody has',
      (headers, body) => {
        const signed = signEvent(body, { key: `whsec_${randomBytes(32).toString('base64')}` });
        for (const [name, value] of Object.entries(signed)) headers.set(name, value);
      },
    ],
  ])('nobody with %s', async (_what, change) => {
    const { answer, removed } = await sendChanged(change);
    expect(answer.status).toBe(401);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(answer.json?.type).toMatch(/:(unsigned|bad-signature)$/);
    expect(removed).toBe(0);
  });

  it.each([-302, 302])('nobody who signed %d s away', async (seconds) => {
    const { answer, removed } = await sendChanged(() => {}, Date.now() + seconds * 1_000);
    expect(answer).toMatchObject({ status: 401, json: problem('stale-signature') });
    expect(removed).toBe(0);
  });

  it.each([-298, 298])('whoever signed %d s away', async (seconds) => {
    expect((await sendChanged(() => {}, Date.now() + seconds * 1_000)).answer).toMatchObject({ status: 200 });
  });

  it('nobody whose body was changed on its way', async () => {
    const { event } = under.seat();
    const signed = signEvent(JSON.stringify(event), { key: key() });
    const answer = await under.post('default', JSON.stringify({ ...event, reason: 'x' }), signed);
    expect(answer).toMatchObject({ status: 401, json: problem('bad-signature') });
  });

  it('a delivery that somebody has seen and sends again removes nobody twice, nor under another id', async () => {
    const { id: _, ...event } = under.seat().event;
    const body = JSON.stringify(event);
    const signed = signEvent(body, { key: key() });
    const before = removals();
    const first = await under.post('default', body, signed);
    const again = await under.post('default', body, { ...signed, 'svix-id': 'another' });
    expect([again.status, again.json]).toEqual([200, first.json]);
    const forged = await under.post('default', body, { ...signed, 'webhook-id': 'another' });
    expect(forged).toMatchObject({ status: 401 });
    expect(removals()).toBe(before + 1);
  });

  it('a delivery that comes again signed anew is the same decision, by the id that it kept', async () => {
    const { id: _, ...event } = under.seat().event;
    const body = JSON.stringify(event);
    const signed = (ago: number) =>
      signEvent(body, {
        key: key(),
        id: `msg_${String(event.threadId).slice(3, 20)}`,
        now: Date.now() - ago,
      });
    const before = removals();
    const first = await under.post('default', body, signed(60_000));
    const again = await under.post('default', body, signed(0));
    expect([again.status, again.json]).toEqual([200, first.json]);
    expect(removals()).toBe(before + 1);
  });

  it.each([
    ['no JSON', '<html>', 'application/json'],
    ['no media type of ours', '<html>', 'text/html'],
    ['a name that stands twice', '{"id":1,"id":2}', 'application/json'],
  ])('nothing is read of what is not signed: %s', async (_what, body, type) => {
    const signed = signEvent('another body', { key: key() });
    const answer = await under.post('default', body, { ...signed, 'content-type': type });
    expect(answer).toMatchObject({ status: 401, json: problem('bad-signature') });
  });

  it('of a signature that stands twice, one that fits is enough, and two that do not are none', async () => {
    const right = await sendChanged((headers) =>
      headers.append('webhook-signature', headers.get('webhook-signature') ?? ''),
    );
    const wrong = await sendChanged((headers) => {
      headers.set('webhook-signature', 'v1,AAAA');
      headers.append('webhook-signature', 'v1,AAAA');
    });
    expect([right.answer.status, wrong.answer.status]).toEqual([200, 401]);
  });

  it('a signature does not stand in for the function key, nor the key for a signature', async () => {
    const body = JSON.stringify(under.seat().event);
    const signed = signEvent(body, { key: key() });
    expect(await under.post('default', body, { ...signed, 'x-functions-key': 'wrong' })).toMatchObject({
      status: 401,
      text: '',
    });
    expect(await under.post('default', body)).toMatchObject({ status: 401, json: problem('unsigned') });
  });

  it('a source without a signature needs the function key alone', async () => {
    expect(await under.post('open', JSON.stringify(under.seat().event))).toMatchObject({
      json: { outcome: 'removed' },
    });
  });

  it('a new key works as soon as it is in the vault, and the old one no longer once it has gone from there', async () => {
    const { vault } = under.stack.azure;
    const [old, fresh] = [key('slow'), `whsec_${randomBytes(32).toString('base64')}`];
    const send = (secret: string) => {
      const body = JSON.stringify(under.seat().event);
      return under.post('slow', body, signEvent(body, { key: secret }));
    };
    vault.setSecret('webhook-signing-key-slow', `${old} ${fresh}`);
    expect(await send(fresh)).toMatchObject({ status: expect.toBeOneOf([200, 202]) });
    expect(await send(old)).toMatchObject({ status: expect.toBeOneOf([200, 202]) });
    vault.setSecret('webhook-signing-key-slow', fresh);
    await under.stack.host.restartWorker();
    expect(await send(old)).toMatchObject({ status: 401, json: problem('bad-signature') });
    expect(await send(fresh)).toMatchObject({ status: expect.toBeOneOf([200, 202]) });
    under.secrets.set('slow', fresh);
  });

  it('many wrong signatures cost the vault one look', async () => {
    const { calls } = under.stack.azure;
    await sendChanged(() => {});
    const looks = () => calls.count({ operation: 'secrets.get', secret: 'webhook-signing-key' });
    const before = looks();
    await Promise.all(
      Array.from({ length: 20 }, () => sendChanged((headers) => headers.set('webhook-id', 'msg_other'))),
    );
    expect(looks() - before).toBeLessThanOrEqual(1);
  });

  it('a secret that is missing is our fault and not the sender’s, who is to come again', async () => {
    const body = JSON.stringify(under.seat().event);
    const answer = await under.post('keyless', body, signEvent(body, { key: key() }));
    expect(answer).toMatchObject({ status: 503, json: problem('upstream-unavailable') });
    expect(answer.headers.get('retry-after')).toMatch(/^\d+$/);
    expect(answer.json?.hint).toContain('not-in-the-vault');
  });

  it('while the vault is away nobody is told that a signature is wrong', async () => {
    const { faults, vault } = under.stack.azure;
    vault.setSecret('webhook-signing-key-forum', key('forum'));
    await under.sendAs('forum', { ...under.seat().event, threadId: forumThread });
    faults.add({ match: { operation: 'secrets.get' }, times: 'always', status: 503 });
    const body = JSON.stringify(under.seat().event);
    const answer = await under.post('forum', body, signEvent(body, { key: key() }));
    expect(answer).toMatchObject({ status: 503, json: problem('upstream-unavailable') });
    faults.clear();
  });

  it('the log names the source and the fault, and nothing that was sent', async () => {
    const { answer } = await sendChanged((headers) => headers.set('webhook-id', 'msg_other'));
    expect(answer.status).toBe(401);
    const line = under.logs.findLast((each) => each.includes('"turned-away"')) ?? '';
    expect(JSON.parse(line.slice(line.indexOf('{')))).toEqual({
      event: 'turned-away',
      source: 'default',
      fault: 'mismatch',
      problem: 'bad-signature',
      detail: expect.any(String),
    });
  });
});

describe('API3, what is told of what was said', () => {
  const said = 'what somebody wrote in the chat';
  const tellings = async (decision: string, status: string) => [
    (await under.operate(`/api/decisions/${decision}`)).text,
    (await under.operate(`/api/decisions?status=${status}`)).text,
    ...under.logs,
  ];

  it('a message that a vendor quotes is in no answer, record, list or log line', async () => {
    const json = fixture('moderation-api-queue-item-rejected');
    Object.assign(json, { id: 'evt_quotes' });
    Object.assign(json.data.object, { created_at: new Date().toISOString() });
    Object.assign(json.data.object.item, {
      conversation_id: 'general',
      content: { type: 'text', text: said },
    });
    const answer = await under.vendor('tool', 'modapi-signature', JSON.stringify(json));
    const { results } = answer.json as unknown as { results: { decision: string; status: string }[] };
    expect(results[0]?.status).toBe('rejected');
    const told = [answer.text, ...(await tellings(results[0]?.decision ?? '', 'failed'))];
    expect(told.filter((one) => one.includes(said))).toEqual([]);
  });

  it('nor is a member that nobody asked for', async () => {
    const { event } = under.seat();
    const answer = await under.sendAs('default', { ...event, text: said, message: { text: said } });
    expect(answer).toMatchObject({ status: 200 });
    const told = [answer.text, ...(await tellings(answer.json?.decision ?? '', 'failed'))];
    expect(told.filter((one) => one.includes(said))).toEqual([]);
  });
});

describe('API4, what a caller can make us spend', () => {
  it('a body of one byte too many is not read to its end', async () => {
    expect(await under.post('open', ' '.repeat(1024 * 1024 + 1))).toMatchObject({ status: 413 });
  });

  it('more signatures than anybody lists are not looked at', async () => {
    const { answer } = await sendChanged((headers) => {
      const one = headers.get('webhook-signature') ?? '';
      headers.set('webhook-signature', Array(100).fill(one).join(' '));
    });
    expect(answer).toMatchObject({ status: 401, json: problem('bad-signature') });
  });

  it('a small body cannot be inflated into a large one', async () => {
    const bomb = gzipSync(Buffer.alloc(100 * 1024 * 1024));
    const answer = await under.post('open', bomb, { 'content-encoding': 'gzip' });
    expect(answer).toMatchObject({ status: 413, json: problem('body-too-large') });
    const signed = { 'content-encoding': 'gzip', 'x-signature': 'x' };
    expect(await under.post('stream', bomb, signed)).toMatchObject({ status: 413 });
  });

  it.each(['br', 'deflate', 'gzip, gzip'])('a body in the coding %s is not taken', async (coding) => {
    expect(await under.post('open', '{}', { 'content-encoding': coding })).toMatchObject({
      status: 415,
      json: problem('unsupported-encoding'),
    });
  });

  it('a batch of 5,000 events is refused', async () => {
    const batch = JSON.stringify(Array.from({ length: 5_000 }, (_, id) => ({ id: `${id}` })));
    expect(await under.post('open', batch)).toMatchObject({ status: 413, json: problem('batch-too-large') });
  });
});

describe('API5, what is not the caller’s to do', () => {
  it.each(['ban', 'unban'])('a source that was given removals alone may not %s', async (action) => {
    const answer = await under.sendAs('forum', { ...under.seat().event, action, threadId: forumThread });
    expect(answer).toMatchObject({ status: 403, json: problem('not-permitted') });
    expect(answer.json?.errors).toMatchObject([{ pointer: '/action' }]);
  });

  it.each([
    ['GET', '/api/decisions?status=failed'],
    ['GET', '/api/decisions/none'],
    ['POST', '/api/decisions/none/redrive'],
    ['POST', '/api/decisions/none/confirm'],
    ['POST', '/api/redrive?since=2030-01-31T17:00:00Z'],
    ['POST', '/api/cleanup'],
    ['GET', '/api/bans'],
    ['GET', '/api/health'],
    ['GET', '/api/openapi.json'],
    ['POST', '/admin/functions/reconcile'],
    ['POST', '/runtime/webhooks/EventGrid?functionName=participant-added'],
  ])('the key of a sender does not open %s %s, nor does none', async (method, path) => {
    expect(await under.request(path, { method })).toMatchObject({ status: 401 });
    const headers = { 'x-functions-key': '' };
    expect(await under.request(path, { method, headers })).toMatchObject({ status: 401 });
  });
});

describe('API6, how many a caller could put out', () => {
  it('more than the source may send in a minute waits for somebody to confirm it', async () => {
    const answers = [];
    for (let sent = 0; sent < 5; sent += 1) answers.push(await under.sendAs('slow', under.seat().event));
    expect(answers.some(({ json }) => json?.status === 'held')).toBe(true);
  });

  it('the identity that acts is never put out, nor banned from any place', async () => {
    const { moderatorId } = under.stack.azure;
    for (const [action, threadId] of [
      ['remove', under.seat().threadId],
      ['ban', under.seat().threadId],
      ['ban', '*'],
    ]) {
      const event = { id: `${action} ${threadId}`, action, threadId, participant: moderatorId };
      const answer = await under.sendAs('default', event);
      expect(answer.json).toMatchObject({ status: 'rejected', problem: problem('protected-participant') });
    }
  });
});

describe('API7, whom a caller can make us call', () => {
  it('the handshake’s callback is nobody, and consent comes in the answer', async () => {
    let asked = 0;
    const server = createServer((_request, response) => {
      asked += 1;
      response.end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const headers = { 'webhook-request-origin': 'emitter.example.com', 'webhook-request-callback': url };
    const answer = await under.request('/api/events', { method: 'OPTIONS', headers });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('webhook-allowed-origin')).toBe('emitter.example.com');
    expect(answer.headers.get('webhook-allowed-rate')).toBe('*');
    expect(answer.headers.get('allow')).toBe('POST');
    await new Promise((resolve) => setTimeout(resolve, 200));
    server.close();
    expect(asked).toBe(0);
  });

  it('the handshake names the rate of the source', async () => {
    const headers = { 'webhook-request-origin': 'emitter.example.com' };
    const answer = await under.request('/api/events/slow', { method: 'OPTIONS', headers });
    expect(answer.headers.get('webhook-allowed-rate')).toBe('3');
  });
});

describe('API8, what an answer gives away', () => {
  it('no answer holds a stack, a digest, or leave for other sites', async () => {
    const { answer } = await sendChanged((headers) => headers.set('webhook-id', 'msg_other'));
    const asked = await under.request('/api/events', {
      method: 'OPTIONS',
      headers: { origin: 'https://evil.example' },
    });
    for (const { text, headers } of [answer, asked]) {
      expect(text).not.toMatch(/\bat \S+:\d+:\d+/);
      expect(text).not.toMatch(/[A-Za-z0-9+/]{43}=/);
      expect([...headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
      expect(headers.get('webhook-allowed-origin')).toBeNull();
    }
  });

  it.each(['GET', 'PUT', 'DELETE', 'PATCH'])('a source has no method %s', async (method) => {
    expect(await under.request('/api/events/forum', { method })).toMatchObject({ status: 404, text: '' });
  });
});
