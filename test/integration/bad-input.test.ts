import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { stackUnderTest } from './stack-under-test.ts';

const under = stackUnderTest();
const json = (text: string) => text;
const removals = () => under.stack.azure.calls.count({ operation: 'chat.removeParticipant' });

/** What is wrong, how it is sent, and what comes back. `errors` lists the pointers that must be named. */
interface Case {
  readonly what: string;
  readonly body: (event: Record<string, unknown>) => unknown;
  /** What is sent in its place, in chunks. */
  readonly stream?: () => ReadableStream<Uint8Array>;
  readonly headers?: Record<string, string>;
  readonly status: number;
  readonly problem: string;
  readonly errors?: readonly string[];
}

const invalid = (what: string, change: Record<string, unknown>, ...errors: string[]): Case => ({
  what,
  body: (event) => ({ ...event, ...change }),
  status: 400,
  problem: 'invalid-event',
  errors,
});

const cases: readonly Case[] = [
  { what: 'no body', body: () => undefined, status: 400, problem: 'empty-body' },
  { what: 'an empty body', body: () => '', status: 400, problem: 'empty-body' },
  { what: 'a body that is not JSON', body: () => 'remove them', status: 400, problem: 'not-json' },
  { what: 'JSON of another shape', body: () => '7', status: 400, problem: 'invalid-event', errors: [''] },
  {
    what: 'a list of nothing that is an event',
    body: () => [1, 2],
    status: 400,
    problem: 'invalid-event',
    errors: ['/0', '/1'],
  },
  { what: 'JSON null', body: () => 'null', status: 400, problem: 'invalid-event', errors: [''] },
  {
    what: 'nothing in it',
    body: () => ({}),
    status: 400,
    problem: 'invalid-event',
    errors: ['/action', '/threadId', '/participant'],
  },
  invalid('an unknown action', { action: 'banish' }, '/action'),
  invalid('an empty id', { id: '' }, '/id'),
  invalid('an id of spaces', { id: '   ' }, '/id'),
  invalid('an endless id', { id: 'x'.repeat(5_000) }, '/id'),
  invalid('an empty participant', { participant: '' }, '/participant'),
  invalid('a silly participant', { participant: '8:acs:me' }, '/participant'),
  invalid('an empty thread', { threadId: '' }, '/threadId'),
  ...[
    '19:a/b@thread.v2',
    '19:..@thread.v2',
    '../19:a@thread.v2',
    '19:a%2Fb@thread.v2',
    '19:a?b@thread.v2',
    '19:a\u0000\u001fb@thread.v2',
  ].map((threadId) => invalid(`the thread ${JSON.stringify(threadId)}`, { threadId }, '/threadId')),
  invalid('numbers for texts', { id: 1, threadId: 2, participant: 3 }, '/id', '/threadId', '/participant'),
  invalid('a text for a wish to only try', { dryRun: 'true' }, '/dryRun'),
  {
    what: 'a name that stands twice',
    body: (event) => json(`{"participant":"x",${JSON.stringify(event).slice(1)}`),
    status: 400,
    problem: 'unsafe-json',
    errors: ['/participant'],
  },
  {
    what: '__proto__',
    body: (event) => json(`{"__proto__":{"x":1},${JSON.stringify(event).slice(1)}`),
    status: 400,
    problem: 'unsafe-json',
    errors: ['/__proto__'],
  },
  {
    what: 'nesting without end',
    body: () => `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`,
    status: 400,
    problem: 'unsafe-json',
    errors: ['/a'.repeat(32)],
  },
  {
    what: 'invalid UTF-8',
    body: () => Uint8Array.of(0x7b, 0xc0, 0xa0, 0x7d),
    status: 400,
    problem: 'not-utf-8',
  },
  { what: '10 MB', body: () => 'x'.repeat(10_000_000), status: 413, problem: 'body-too-large' },
  {
    what: 'one byte too many',
    body: () => ' '.repeat(1024 * 1024 + 1),
    status: 413,
    problem: 'body-too-large',
  },
  {
    what: '3 MB in chunks, of no declared length',
    body: () => '',
    stream: () => new Blob(['x'.repeat(3_000_000)]).stream(),
    status: 413,
    problem: 'body-too-large',
  },
  ...['text/plain', 'application/xml', 'application/json; charset=utf-16', 'multipart/form-data'].map(
    (type): Case => ({
      what: `the media type ${type}`,
      body: (event) => event,
      headers: { 'content-type': type },
      status: 415,
      problem: 'unsupported-media-type',
    }),
  ),
];

describe('the door turns away', () => {
  it.each(cases)('$what', async ({ body, stream, headers = {}, status, problem, errors }) => {
    const before = removals();
    const { event } = under.seat();
    const answer = await under.send(body(event), { headers, ...(stream && { stream: stream() }) });

    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(answer.json).toMatchObject({
      type: `urn:chat-bouncer:problem:${problem}`,
      status,
      title: expect.any(String),
    });
    expect(answer.json?.errors?.map(({ pointer }) => pointer)).toEqual(errors);
    expect(answer.text).not.toMatch(/\bat \S+:\d+:\d+/);
    expect(removals()).toBe(before);
  });

  it.each(['GET', 'PUT', 'DELETE', 'PATCH', 'HEAD'])('the method %s, as the host does', async (method) => {
    expect(await under.request('/api/events', { method })).toMatchObject({ status: 404, text: '' });
  });

  it.each<[string, Record<string, string>]>([
    ['no key', { 'x-functions-key': '' }],
    ['a wrong key', { 'x-functions-key': 'wrong' }],
  ])('%s, as the host does', async (_what, headers) => {
    expect(await under.send(under.seat().event, { headers })).toMatchObject({ status: 401, text: '' });
  });

  // CloudEvents' web hooks would have it, and discourage it; the host has its own way: a header, or ?code=.
  it('the right key in ?access_token=', async () => {
    const answer = await under.send(under.seat().event, {
      headers: { 'x-functions-key': '' },
      path: `/api/events?access_token=${under.stack.events.key}`,
    });
    expect(answer).toMatchObject({ status: 401, text: '' });
  });

  it('a body that is cut off midway, and goes on serving', async () => {
    const before = removals();
    const { port } = under.stack.host;
    const { event } = under.seat();
    const half = JSON.stringify(event).slice(0, 40);
    await new Promise<void>((resolve, reject) => {
      const socket = connect(port, '127.0.0.1', () => {
        const head = [
          'POST /api/events HTTP/1.1',
          'Host: x',
          'Content-Type: application/json',
          `x-functions-key: ${under.stack.events.key}`,
          'Transfer-Encoding: chunked',
        ];
        socket.write(`${head.join('\r\n')}\r\n\r\n${half.length.toString(16)}\r\n${half}\r\n`);
        setTimeout(() => socket.destroy(), 100);
      });
      socket.on('close', () => resolve()).on('error', reject);
    });
    expect(await under.send(event)).toMatchObject({ json: { outcome: 'removed' } });
    expect(removals()).toBe(before + 1);
  });

  it('bodies that are too large to be read, and leaves nothing of them to whom comes next', async () => {
    const many = (stream: () => ReadableStream<Uint8Array>) =>
      Promise.all(Array.from({ length: 8 }, async () => (await under.send('', { stream: stream() })).status));
    for (const _round of [1, 2]) {
      expect(await many(() => new Blob(['x'.repeat(1_800_000)]).stream())).toEqual(Array(8).fill(413));
    }
  });

  it('a body that never ends, before the sender’s patience does', async () => {
    const endless = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(new TextEncoder().encode('{"id":')),
    });
    expect(await under.send('', { stream: endless })).toMatchObject({
      status: 408,
      json: { title: expect.any(String) },
    });
  });
});

describe('the door takes', () => {
  it('as large a head as the host lets through, which is twice what Node does by itself', async () => {
    const { event, somebody, members } = under.seat();
    const headers = { 'x-traced': 'y'.repeat(30_000) };
    expect(await under.send(event, { headers })).toMatchObject({ status: 200 });
    expect(members()).not.toContain(somebody);
  });

  it('a body of just 1 MiB', async () => {
    const { event, somebody, members } = under.seat();
    const text = JSON.stringify(event);
    expect(await under.send(text + ' '.repeat(1024 * 1024 - text.length))).toMatchObject({ status: 200 });
    expect(members()).not.toContain(somebody);
  });

  it('an Idempotency-Key, which says nothing that the id of an event does not', async () => {
    const headers = { 'idempotency-key': '"the same"' };
    for (const { event, members, somebody } of [under.seat(), under.seat()]) {
      expect(await under.send(event, { headers })).toMatchObject({ json: { outcome: 'removed' } });
      expect(members()).not.toContain(somebody);
    }
  });

  it('members that it does not know', async () => {
    const { event } = under.seat();
    const more = { type: 'x', verdict: { score: 1 }, list: [[[]]] };
    expect(await under.send({ ...event, ...more })).toMatchObject({ json: { outcome: 'removed' } });
  });
});
