import { describe, expect, it } from 'vitest';
import { blobClient } from '../../../local/host/storage/blob-client.ts';
import { findConnection } from '../../../local/host/storage/find-connection.ts';
import { startCli } from './cli-host.ts';
import { storageUnderTest, ticks, until, withFile } from './storage-host.ts';

const under = storageUnderTest();
const app = 'keeps-time';

let ids = 0;
/** An app that runs at each start-up and then never: so runs can be counted. */
const yearly = (more: Record<string, string> = {}) => {
  ids += 1;
  const id = `leased-${ids}`;
  const env = { SCHEDULE: '0 0 0 1 1 *', AT_START: 'yes', AzureFunctionsWebHost__hostid: id, ...more };
  return { env: under.settings(env), blob: `locks/${id}/Host.Functions.tick.Listener` };
};
const locks = () => blobClient(findConnection(under.settings()), 'azure-webjobs-hosts');
const leaseOf = async (blob: string) => {
  const { headers } = await locks().send('HEAD', blob);
  return [headers.get('x-ms-lease-state'), headers.get('x-ms-lease-duration')];
};
/** What time does to the lease of a host that is gone, at once. */
const runOut = async (blob: string) => {
  const headers = { 'x-ms-lease-action': 'break', 'x-ms-lease-break-period': '0' };
  expect(await locks().send('PUT', blob, { query: { comp: 'lease' }, headers })).toMatchObject({
    status: 202,
  });
};

describe('of several hosts on one storage', () => {
  it('one runs the timer, under a lease of some seconds', async () => {
    const { env, blob } = yearly();
    const one = await under.start(app, { env });
    await one.line(/tock/);
    expect(await leaseOf(blob)).toEqual(['leased', 'fixed']);
    const asked = { operation: 'blob.lease', status: 409 };
    const other = await under.start(app, { env, watched: true });
    await until(() => under.proxy.calls.count(asked) >= 3);
    expect([ticks(one).length, ticks(other).length]).toEqual([1, 0]);
  });
  it('the next takes over at once when the first stops', async () => {
    const { env, blob } = yearly();
    const one = await under.start(app, { env });
    await one.line(/tock/);
    const other = await under.start(app, { env });
    await one.stop();
    await other.line(/tock/);
    await other.stop();
    expect((await leaseOf(blob))[0]).toBe('available');
  });
  it('the next waits for a run that goes on while the first stops', () =>
    withFile(async (UNTIL, write) => {
      const { env } = yearly({ UNTIL });
      const one = await under.start(app, { env });
      await one.line(/tick: tick /);
      const other = await under.start(app, { env, watched: true });
      const stopped = one.stop();
      const refused = under.proxy.calls.count({ operation: 'blob.lease', status: 409 });
      await until(() => under.proxy.calls.count({ operation: 'blob.lease', status: 409 }) > refused + 1);
      expect(ticks(other)).toEqual([]);
      await write();
      await stopped;
      expect(one.lines.some((line) => line.includes('tock'))).toBe(true);
      await other.line(/tock/);
    }));
  it('the next takes over from one that was killed, when the lease has run out and not before', async () => {
    const { env, blob } = yearly();
    const killed = await startCli(app, { env });
    await killed.said(/tock/);
    await killed.kill();
    expect((await leaseOf(blob))[0]).toBe('leased');
    const other = await under.start(app, { env, watched: true });
    await until(() => under.proxy.calls.count({ operation: 'blob.lease', status: 409 }) >= 2);
    expect(ticks(other)).toEqual([]);
    await runOut(blob);
    await other.line(/tock/);
  });
  it('of two apps, each runs its own', async () => {
    const hosts = [await under.start(app, yearly()), await under.start(app, yearly())];
    for (const host of hosts) await host.line(/tock/);
  });
  it('hosts of one folder are instances of one app, if nothing else names it', async () => {
    const { env } = yearly();
    const { AzureFunctionsWebHost__hostid: _, ...unnamed } = env as Record<string, string>;
    const one = await under.start(app, { env: unnamed });
    await one.line(/tock/);
    const other = await under.start(app, { env: unnamed, watched: true });
    await until(() => under.proxy.calls.count({ operation: 'blob.lease', status: 409 }) >= 2);
    expect(ticks(other)).toEqual([]);
  });
});

describe('a storage that fails', () => {
  it('at the lease is asked again', async () => {
    const { env } = yearly();
    under.proxy.faults.add({ match: { operation: 'blob.lease' }, status: 503 });
    under.proxy.faults.add({ match: { operation: 'blob.lease' }, reset: true });
    const host = await under.start(app, { env, watched: true });
    await host.line(/\[warning\] tick: The timer's lease: the lease of \S+ was answered 503/);
    await host.line(/tock/);
  });
  it('at the schedule status does not keep the timer from running', async () => {
    const { env } = yearly();
    under.proxy.faults.add({ match: { operation: 'blob.get' }, status: 500 });
    const host = await under.start(app, { env: { ...env, SCHEDULE: '0 * * * * *' }, watched: true });
    await host.line(/\[warning\] tick: The timer's schedule status: The schedule status was answered 500/);
    await host.stop();
  });
  it('is no reason for a host not to stop', async () => {
    const { env } = yearly();
    const host = await under.start(app, { env, watched: true });
    await host.line(/tock/);
    under.proxy.faults.add({ match: { operation: 'blob.lease' }, reset: true, times: 'always' });
    await host.stop();
  });
});
