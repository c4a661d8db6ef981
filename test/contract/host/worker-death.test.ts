import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { call } from './call.ts';
import { type FixtureHost, isAlive, startFixture, withApp } from './fixture-host.ts';

async function using(app: string, use: (host: FixtureHost) => Promise<void>, options = {}) {
  const host = await startFixture(app, options);
  await use(host).finally(() => host.stop());
}

describe('a worker that dies', () => {
  it.each([
    ['by process.exit in a handler', 'exit', /exited with code 7/],
    ['by an error that nobody catches', 'crash', /exited with code 1/],
  ])('%s: 500 for what runs, and another worker for what comes next', (_how, path, why) =>
    using('dies-on-request', async (host) => {
      const first = host.workerPid;
      const running = call(host, '/api/wait?ms=60000');
      await host.line(/Executing 'Functions.wait'/);
      expect(await call(host, `/api/${path}`)).toMatchObject({ status: 500, text: '' });
      expect((await running).status).toBe(500);
      await host.line(why);
      const { text } = await call(host, '/api/pid');
      expect(text).toBe(String(host.workerPid));
      expect(host.workerPid).not.toBe(first);
      expect([host.state, host.errors]).toEqual(['Running', []]);
    }),
  );

  it('by a signal', () =>
    using('dies-on-request', async (host) => {
      process.kill(host.workerPid ?? 0, 'SIGKILL');
      await host.line(/The worker was killed by SIGKILL/);
      expect((await call(host, '/api/pid')).status).toBe(200);
    }));

  it('with HTTP streaming, which then goes to the new worker', () =>
    using('streams-http', async (host) => {
      expect((await call(host, '/api/text')).text).toBe('some text');
      const running = call(host, '/api/slow?ms=60000');
      await host.line(/Executing 'Functions.slow'/);
      process.kill(host.workerPid ?? 0, 'SIGKILL');
      expect(await running).toMatchObject({ status: 500, text: '' });
      await host.line(/another one is started/);
      expect((await call(host, '/api/text')).text).toBe('some text');
    }));

  it('what comes while there is none waits for the next', () =>
    using(
      'dies-on-request',
      async (host) => {
        await call(host, '/api/exit');
        const waiting = call(host, '/api/pid');
        await host.line(/another one is started/);
        expect(host.workerPid).toBeUndefined();
        expect((await waiting).status).toBe(200);
      },
      { workerRestartMs: 100 },
    ));
});

it('a worker that dies again and again while loading is given up, and every request is 503', () =>
  withApp({}, async (appRoot) => {
    const host = await startFixture(appRoot);
    await writeFile(path.join(appRoot, 'index.js'), 'process.exit(5);');
    process.kill(host.workerPid ?? 0, 'SIGKILL');
    const waiting = call(host, '/api/hello');
    await host.line(/again and again/);
    expect((await waiting).status).toBe(500);
    expect(await call(host, '/api/hello')).toMatchObject({
      status: 503,
      text: 'Function host is not running.',
    });
    expect([host.state, host.workerPid]).toEqual(['Error', undefined]);
    await host.stop();
  }));

it('a worker that is replaced loads the app as it is then', () =>
  withApp({}, async (appRoot) => {
    const host = await startFixture(appRoot);
    await writeFile(path.join(appRoot, 'index.js'), 'throw new Error("broken since");');
    await host.restartWorker();
    expect([host.state, host.errors]).toEqual(['Running', [expect.stringMatching('broken since')]]);
    expect((await call(host, '/api/hello')).status).toBe(404);
    await host.stop();
  }));

it('restartWorker ends the worker gracefully and loads the app anew', () =>
  using('dies-on-request', async (host) => {
    const first = host.workerPid ?? 0;
    await host.restartWorker();
    expect(isAlive(first)).toBe(false);
    expect((await call(host, '/api/pid')).text).toBe(String(host.workerPid));
    expect(host.lines.filter((line) => line.includes('another one'))).toEqual([]);
  }));
