import net from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { azureBodyLimits } from '../../../local/host/http/read-body.ts';
import { call } from './call.ts';
import { type FixtureHost, startFixture } from './fixture-host.ts';

/** Sends bytes as they are; what comes back until the connection ends, or until `enough` of it is there. */
function raw(port: number, parts: string[], { pauseMs = 0, enough = /\r\n\r\n/ } = {}): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>();
  const socket = net.connect(port, '127.0.0.1');
  let answer = '';
  socket.on('data', (data) => {
    answer += data;
    if (enough.test(answer)) socket.destroy();
  });
  socket.on('error', () => undefined);
  socket.on('close', () => resolve(answer));
  socket.on('connect', async () => {
    for (const part of parts) {
      if (socket.destroyed) break;
      socket.write(part);
      await setTimeout(pauseMs);
    }
  });
  return promise;
}

it("the default limits are Azure's", () => {
  expect(azureBodyLimits).toEqual({ maxBytes: 104_857_600, minBytesPerSecond: 240, graceMs: 5_000 });
});

describe.each([
  ['off', 'answers-in-messages'],
  ['on', 'streams-http'],
])('with HTTP streaming %s', (streaming, app) => {
  let host: FixtureHost;
  beforeAll(async () => {
    host = await startFixture(app, {
      bodyLimits: { maxBytes: 1_000, minBytesPerSecond: 10_000, graceMs: 50 },
    });
  });
  afterAll(() => host.stop());
  const post = async (body: Buffer | Buffer[]) => {
    const { status, text } = await call(host, '/api/echo', { method: 'POST', body });
    return status === 200 ? JSON.parse(text).bytes : { status, text };
  };

  it('a body of just the limit is taken, one byte more is 500, not 413', async () => {
    expect(await post(Buffer.alloc(1_000))).toBe(1_000);
    expect(await post(Buffer.alloc(1_001))).toEqual({ status: 500, text: '' });
  });
  it('a body too long by far is 500, however long it is', async () => {
    expect(await post(Buffer.alloc(3_000_000))).toEqual({ status: 500, text: '' });
  });
  it('a body that comes too slowly ends with 500', async () => {
    const head = 'POST /api/echo HTTP/1.1\r\nHost: x\r\nContent-Length: 900\r\n\r\n';
    expect(await raw(host.port, [head, 'a', 'b'])).toMatch('HTTP/1.1 500');
  });
  if (streaming === 'on') {
    it('a chunked body has the same limit', async () => {
      expect(await post([Buffer.alloc(500), Buffer.alloc(500)])).toBe(1_000);
      expect(await post([Buffer.alloc(500), Buffer.alloc(501)])).toEqual({ status: 500, text: '' });
    });
    it('a chunked body that comes too slowly ends with 500', async () => {
      const head = 'POST /api/echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n';
      expect(await raw(host.port, [head, '1\r\na\r\n'])).toMatch('HTTP/1.1 500');
    });
  }

  it.each([
    ['a body that is cut off', 'POST /api/echo HTTP/1.1\r\nHost: x\r\nContent-Length: 900\r\n\r\nabc'],
    [
      'a chunked body that is cut off',
      'POST /api/echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nabc',
    ],
    [
      'a chunk that is none',
      'POST /api/echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n',
    ],
    ['a caller who does not wait', 'GET /api/slow?ms=50 HTTP/1.1\r\nHost: x\r\n\r\n'],
    ['a caller who leaves in the midst of an answer', 'GET /api/parts HTTP/1.1\r\nHost: x\r\n\r\n'],
  ])('%s brings nothing down', async (_what, bytes) => {
    const socket = net.connect(host.port, '127.0.0.1', () => socket.write(bytes));
    await setTimeout(30);
    socket.destroy();
    expect((await call(host, '/api/text')).text).toBe('some text');
  });
});

describe('before any function is looked for', () => {
  let host: FixtureHost;
  beforeAll(async () => {
    host = await startFixture('answers-in-messages');
  });
  afterAll(() => host.stop());

  it.each([8_000, 9_000, 70_000, 200_000])('a URL of %i characters', async (length) => {
    const path = `/api/text?x=${'y'.repeat(length - 12)}`;
    const [line = ''] = (await raw(host.port, [`GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`])).split('\r\n');
    expect(line).toMatch(length === 8_000 ? 'HTTP/1.1 200' : 'HTTP/1.1 414');
  });
  it.each([30, 40, 100, 200])('%i kB of headers', async (kB) => {
    const head = `GET /api/text HTTP/1.1\r\nHost: x\r\nX-Big: ${'y'.repeat(kB * 1_000)}\r\n\r\n`;
    expect(await raw(host.port, [head])).toMatch(kB === 30 ? 'HTTP/1.1 200' : 'HTTP/1.1 431');
  });
  it('more than a hundred headers are 431', async () => {
    const many = Array.from({ length: 101 }, (_, n) => [`x-${n}`, 'y'] as const);
    expect((await call(host, '/api/text', { headers: Object.fromEntries(many) })).status).toBe(431);
  });
  it.each([
    ['no HTTP at all', 'hello\r\n\r\n'],
    ['no host', 'GET /api/text HTTP/1.1\r\n\r\n'],
    ['two lengths', 'POST /api/text HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n'],
    [
      'length and chunks',
      'POST /api/text HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n',
    ],
  ])('%s is 400', async (_what, bytes) => {
    expect(await raw(host.port, [bytes])).toMatch('HTTP/1.1 400');
  });
});
