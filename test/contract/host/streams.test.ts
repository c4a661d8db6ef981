import { once } from 'node:events';
import http from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call } from './call.ts';
import { type FixtureHost, startFixture, withApp } from './fixture-host.ts';

const code = `import { app } from '@azure/functions';
  app.setup({ enableHttpStream: true });
  const post = (name, handler) => app.http(name, { methods: ['POST'], authLevel: 'anonymous', handler });

  post('mirror', (request) => ({ body: request.body }));
  post('tells', async (request, context) => {
    try {
      for await (const part of request.body) context.log('part ' + Buffer.from(part));
      return { body: 'whole' };
    } catch (error) {
      context.log('cut off');
      return {};
    }
  });
  let go;
  post('begin', () => ({ body: new ReadableStream({
    async start(parts) {
      parts.enqueue(Buffer.from('begun '));
      await new Promise((resolve) => { go = resolve; });
      parts.enqueue(Buffer.from('ended'));
      parts.close();
    },
  }) }));
  post('go', () => { go(); return {}; });
  post('breaks', () => ({ body: new ReadableStream({
    async start(parts) {
      parts.enqueue(Buffer.from('half an answer'));
      await new Promise((resolve) => setTimeout(resolve, 20));
      parts.error(new Error('broken midway'));
    },
  }) }));`;

/** A request that is written part by part. */
function open(host: FixtureHost, path: string, headers: http.OutgoingHttpHeaders = {}, agent?: http.Agent) {
  const sent = http.request({
    host: '127.0.0.1',
    port: host.port,
    path,
    method: 'POST',
    headers,
    agent: agent ?? false,
  });
  sent.on('error', () => undefined);
  const answered = once(sent, 'response').then(([answer]) => answer as http.IncomingMessage);
  answered.catch(() => undefined);
  return { sent, answered };
}

async function textOf(answer: http.IncomingMessage): Promise<string> {
  let text = '';
  for await (const part of answer) text += part;
  return text;
}

describe('with HTTP streaming on', () => {
  let host: FixtureHost;
  let ended = Promise.resolve();
  beforeAll(async () => {
    const started = Promise.withResolvers<void>();
    const done = Promise.withResolvers<void>();
    ended = withApp({ 'index.js': code }, async (appRoot) => {
      host = await startFixture(appRoot, { forwardTimeoutMs: 2_000 });
      started.resolve();
      await done.promise;
    });
    await started.promise;
    const stop = host.stop;
    host.stop = () => stop().finally(done.resolve);
  });
  afterAll(async () => {
    await host.stop();
    await ended;
  });

  it('a handler sees the first part of a body before the last is sent', async () => {
    const { sent, answered } = open(host, '/api/tells');
    sent.write('one');
    await host.line(/part one/);
    sent.end('two');
    await host.line(/part two/);
    expect(await textOf(await answered)).toBe('whole');
  });
  it('a caller sees the first part of an answer before the last is made', async () => {
    const { sent, answered } = open(host, '/api/begin');
    sent.end();
    const answer = await answered;
    const [first] = await once(answer, 'data');
    expect(String(first)).toBe('begun ');
    const rest = textOf(answer);
    await call(host, '/api/go', { method: 'POST' });
    expect(await rest).toBe('ended');
  });
  it('both at once', async () => {
    const parts = Array.from({ length: 200 }, (_, n) => Buffer.alloc(10_000, n));
    const { bytes } = await call(host, '/api/mirror', { method: 'POST', body: parts });
    expect(bytes.equals(Buffer.concat(parts))).toBe(true);
  });
  it('a caller who leaves midway is noticed by the handler', async () => {
    const { sent } = open(host, '/api/tells');
    sent.write('three');
    await host.line(/part three/);
    sent.destroy();
    await host.line(/cut off/);
    await host.line(/The request failed: The client left/);
  });
  it('every handler comes to its end, however early its caller leaves: the worker is sent what it was told of', async () => {
    const count = (what: string) =>
      host.lines.filter((line) => line.includes(`${what} 'Functions.tells'`)).length;
    const before = count('Executing');
    for (let turns = 0; turns < 60; turns += 1) {
      const { sent } = open(host, '/api/tells', turns % 2 === 0 ? { 'content-length': 3 } : {});
      sent.write('one');
      await new Promise<void>((resolve) => sent.once('socket', (socket) => socket.once('connect', resolve)));
      for (let more = turns % 5; more > 0; more -= 1) await new Promise(setImmediate);
      sent.destroy();
    }
    expect(await call(host, '/api/tells', { method: 'POST', body: 'still up' })).toMatchObject({
      status: 200,
    });
    await expect.poll(() => count('Executed') - count('Executing'), { timeout: 10_000 }).toBe(0);
    expect(count('Executing')).toBeGreaterThan(before + 10);
  });
  it('an answer that breaks midway is cut off, so that it does not look whole', async () => {
    const { sent, answered } = open(host, '/api/breaks');
    sent.end();
    await expect(textOf(await answered)).rejects.toThrow(/aborted/);
    await host.line(/breaks: Executed .*Failed.*broken midway/);
  });
  it('a connection serves on after an answer that came before the body was read', async () => {
    const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
    for (const path of ['/api/go', '/api/go', '/api/mirror']) {
      const { sent, answered } = open(host, path, {}, agent);
      sent.end(Buffer.alloc(300_000));
      const answer = await answered;
      expect([answer.statusCode, (await textOf(answer)).length]).toEqual([
        200,
        path === '/api/mirror' ? 300_000 : 0,
      ]);
    }
    agent.destroy();
  });
  it('Expect: 100-continue is answered', async () => {
    const { sent, answered } = open(host, '/api/mirror', { expect: '100-continue', 'content-length': 2 });
    sent.flushHeaders();
    await once(sent, 'continue');
    sent.end('ok');
    expect(await textOf(await answered)).toBe('ok');
  });
  it("headers over Node's own 16 kB are 431, from the worker", async () => {
    const headers = { 'x-big': 'y'.repeat(20_000) };
    expect((await call(host, '/api/mirror', { method: 'POST', headers })).status).toBe(431);
    expect((await call(host, '/api/mirror', { method: 'POST', body: 'still up' })).text).toBe('still up');
  });
});
