import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { call } from './call.ts';
import { isAlive, startFixture } from './fixture-host.ts';

describe('stop', () => {
  it('lets running requests finish, takes no new ones, and leaves no process', async () => {
    const host = await startFixture('dies-on-request');
    const pid = host.workerPid ?? 0;
    const running = call(host, '/api/wait?ms=200');
    await host.line(/Executing 'Functions.wait'/);
    const stopped = host.stop();
    await expect(call(host, '/api/pid')).rejects.toThrow(/ECONNREFUSED/);
    expect(await running).toMatchObject({ status: 200, text: 'waited' });
    await stopped;
    expect(isAlive(pid)).toBe(false);
  });
  it('waits no longer than its cap', async () => {
    const host = await startFixture('dies-on-request', { drainMs: 50 });
    const running = call(host, '/api/wait?ms=60000').catch(() => ({ status: 'cut off' }));
    await host.line(/Executing 'Functions.wait'/);
    await host.stop();
    expect([500, 'cut off']).toContain((await running).status);
  });
  it('ends idle connections that callers keep', async () => {
    const host = await startFixture('dies-on-request');
    await (await fetch(`${host.url}/api/pid`)).text();
    await host.stop();
    await expect(fetch(`${host.url}/api/pid`)).rejects.toThrow();
  });
  it('while a worker is being replaced starts no other', async () => {
    const host = await startFixture('dies-on-request', { workerRestartMs: 50 });
    await call(host, '/api/exit');
    await host.stop();
    await setTimeout(80);
    expect(host.workerPid).toBeUndefined();
  });
  it('can be asked for twice', async () => {
    const host = await startFixture('dies-on-request');
    await Promise.all([host.stop(), host.stop()]);
  });
});
