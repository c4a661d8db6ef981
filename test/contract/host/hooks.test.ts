import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call } from './call.ts';
import { type FixtureHost, isAlive, startFixture } from './fixture-host.ts';

describe('hooks', () => {
  let host: FixtureHost;
  beforeAll(async () => {
    host = await startFixture('hooks-everywhere');
  });
  afterAll(() => host.stop());
  const get = (url: string) => call(host, url);

  it('run in their order, around every invocation, and share data only with their like', async () => {
    await get('/api/told');
    const { json } = await get('/api/told');
    const around = ['pre told', 'post before by preInvocation'];
    expect(json).toEqual(['appStart', ...around, ...around]);
  });
  it('of preInvocation block the invocation by throwing', async () => {
    expect((await get('/api/told?block')).status).toBe(500);
    await host.line(/told.*blocked by a hook/);
  });
  it('of preInvocation may put another handler in its place', async () => {
    expect((await get('/api/told?swap')).text).toBe('swapped');
  });
  it('of postInvocation may swallow an error', async () => {
    expect((await get('/api/fails')).status).toBe(500);
    expect(await get('/api/fails?swallow')).toMatchObject({ status: 200, text: 'swallowed' });
  });
  it('of log may change what is logged', async () => {
    await get('/api/logs');
    expect(await host.line(/is out/)).toBe('[information] logs: the *** is out');
  });
});

describe('appTerminate', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'host-hooks-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it.each([
    ['ends by itself', {}],
    ['hangs, and is not waited for longer than its grace', { HANGS: '1' }],
  ])('runs on a graceful stop, and the worker is gone even if it %s', async (_how, env) => {
    const told = path.join(folder, `told-${Object.keys(env).length}`);
    const host = await startFixture('hooks-everywhere', {
      env: { TOLD_FILE: told, ...env },
      terminateGraceMs: 'HANGS' in env ? 300 : 5_000,
    });
    const pid = host.workerPid ?? 0;
    await host.stop();
    expect(await readFile(told, 'utf8')).toBe('terminated, begun by appStart;');
    expect(isAlive(pid)).toBe(false);
  });
});
