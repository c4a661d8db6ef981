import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { type KillableHost, killableHost } from '../../bench/chaos/killable-host.ts';
import { startStorage } from '../../local/storage/start-storage.ts';

let host: KillableHost;
const cleanUp = new AsyncDisposableStack();
beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'killable-'));
  cleanUp.defer(() => rm(folder, { recursive: true, force: true }));
  const storage = await startStorage();
  cleanUp.defer(storage.stop);
  const appRoot = inject('appRoot');
  host = await killableHost('host-one', { appRoot, folder, settings: {}, keys: {}, storage, log: () => {} });
  cleanUp.defer(host.stop);
});
afterAll(() => cleanUp.disposeAsync());

const ping = async () => (await fetch(`${host.url}/admin/host/ping`)).status;

it('an instance comes back to where it was, on a port that no system gives out by itself', async () => {
  const { url } = host;
  expect(await ping()).toBe(200);
  await host.kill();
  await expect(ping()).rejects.toThrow('fetch failed');
  await host.start();
  expect(host.url).toBe(url);
  expect(await ping()).toBe(200);
  expect(Number(new URL(url).port)).toBeLessThan(32_768);
});

it('an instance that cannot start says so, and is not waited for', async () => {
  await expect(host.start()).rejects.toThrow('host-one has ended with code 1 instead of starting');
});

it('an instance that is dead can be killed again', async () => {
  await host.kill();
  await host.kill();
  expect(host.isUp).toBe(false);
});
