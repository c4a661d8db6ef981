import { describe, expect, it } from 'vitest';
import { blobClient } from '../../../local/host/storage/blob-client.ts';
import { findConnection } from '../../../local/host/storage/find-connection.ts';
import { letGo, storageUnderTest, ticks, until } from './storage-host.ts';

const under = storageUnderTest();
const app = 'keeps-time';
const nightly = '0 0 3 * * *';
const day = 86_400_000;

let ids = 0;
/** Settings of an app that has a host id, and so blobs, of its own. */
const timed = (SCHEDULE: string, more: Record<string, string> = {}) => {
  ids += 1;
  return { env: under.settings({ SCHEDULE, AzureFunctionsWebHost__hostid: `app-${ids}`, ...more }) };
};
const statusBlob = () => ({
  blobs: blobClient(findConnection(under.settings()), 'azure-webjobs-hosts'),
  blob: `timers/app-${ids}/Host.Functions.tick/status`,
});
const readStatus = async () => {
  const { blobs, blob } = statusBlob();
  const { status, text } = await blobs.send('GET', blob);
  return status === 200 ? JSON.parse(text) : undefined;
};
const writeStatus = async (text: string) => {
  const { blobs, blob } = statusBlob();
  const { status } = await blobs.send('PUT', blob, {
    headers: { 'x-ms-blob-type': 'BlockBlob' },
    body: text,
  });
  expect(status).toBe(201);
};
/** 3 o'clock so many days from today, as the status blob has it. */
const nights = (days: number) =>
  `${new Date(Date.now() + days * day).toISOString().slice(0, 10)}T03:00:00.000+00:00`;

describe('a timer', () => {
  it('runs when its schedule says so, and again when that fails', async () => {
    const host = await under.start(app, timed('* * * * * *', { FAIL: 'yes' }));
    await until(() => ticks(host).length >= 2);
    await host.line(/Executed 'Functions.tick' \(Failed/);
  });
  it.each(['0 */5 * * * *', '*/5 * * * *', '00:05:00'])(
    'takes its schedule from settings: %s',
    async (schedule) => {
      const host = await under.start(app, timed(schedule));
      await host.line(/This host runs the timer now/);
      expect(host.errors).toEqual([]);
    },
  );
  it('with a schedule that is none is said to be disabled; the other functions work', async () => {
    const host = await under.start(app, timed('@daily'));
    expect(host.errors).toEqual(['The function tick is disabled: @daily is no schedule.']);
    expect(host.functions.find(({ name }) => name === 'tick')).toMatchObject({ disabled: true });
    expect((await letGo(host)).status).toBe(204);
  });
  it('without a storage account is said to be disabled', async () => {
    const host = await under.start(app, { env: { SCHEDULE: nightly, AzureWebJobsStorage: '' } });
    expect(host.errors).toEqual([
      expect.stringMatching(/tick is disabled: there is no setting AzureWebJobsStorage/),
    ]);
  });
});

describe('what a run is told', () => {
  it('of a rare schedule is the last, the next and the last update', async () => {
    const host = await under.start(app, timed(nightly, { AT_START: 'yes' }));
    await host.line(/tock/);
    const [first] = ticks(host);
    expect(first).toEqual({
      schedule: { adjustForDST: true },
      scheduleStatus: {
        last: '0001-01-01T00:00:00+00:00',
        next: expect.stringMatching(/T03:00:00\.000\+00:00$/),
        lastUpdated: expect.any(String),
      },
      isPastDue: false,
    });
  });
  it('of one that comes more than once a minute is no status, for none is kept', async () => {
    const host = await under.start(app, timed('*/30 * * * * *', { AT_START: 'yes' }));
    await host.line(/tock/);
    expect(ticks(host)[0]).toEqual({
      schedule: { adjustForDST: true },
      scheduleStatus: null,
      isPastDue: false,
    });
    await host.stop();
    expect(await readStatus()).toBeUndefined();
  });
});

describe('runOnStartup', () => {
  it('runs it at once, and again at the next start', async () => {
    const options = timed(nightly, { AT_START: 'yes' });
    for (let start = 1; start <= 2; start++) {
      const host = await under.start(app, options);
      await host.line(/tock/);
      await host.line(/runs out of turn: it runs at start-up/);
      await host.stop();
      expect(ticks(host)).toHaveLength(1);
    }
  });
});

describe('the schedule status', () => {
  it('is kept from the first start on, so that no occurrence is missed', async () => {
    const host = await under.start(app, timed(nightly));
    await until(async () => (await readStatus()) !== undefined);
    expect(await readStatus()).toEqual({
      Last: '0001-01-01T00:00:00+00:00',
      Next: expect.stringMatching(/T03:00:00\.000\+00:00$/),
      LastUpdated: expect.any(String),
    });
    await host.stop();
    expect(ticks(host)).toEqual([]);
  });
  it('that tells of a missed occurrence makes a run that is past due, once', async () => {
    const options = timed(nightly);
    await writeStatus(JSON.stringify({ Last: nights(-3), Next: nights(-2), LastUpdated: nights(-3) }));
    const host = await under.start(app, options);
    await host.line(/tock/);
    expect(ticks(host)).toMatchObject([
      { isPastDue: true, scheduleStatus: { last: nights(-3), next: nights(-2) } },
    ]);
    await until(async () => Date.parse((await readStatus()).Next) > Date.now());
    await host.stop();
    const next = await under.start(app, options);
    await next.line(/This host runs the timer now/);
    await next.stop();
    expect(ticks(next)).toEqual([]);
  });
  it.each([
    [
      'of another schedule',
      () => JSON.stringify({ Last: nights(-3), Next: nights(-1), LastUpdated: nights(-3) }),
    ],
    ['that cannot be read', () => 'not JSON'],
    ['without a next', () => '{"Last":"0001-01-01T00:00:00"}'],
  ])('%s counts for nothing, and is written anew', async (_what, text) => {
    const options = timed(nightly);
    await writeStatus(text());
    const host = await under.start(app, options);
    await until(async () => Date.parse((await readStatus().catch(() => undefined))?.Next ?? '') > Date.now());
    await host.stop();
    expect(ticks(host)).toEqual([]);
  });
});

describe('by hand and switched off', () => {
  it('a timer that a setting switches off does not run, nor ask for a lease', async () => {
    const off = { AT_START: 'yes', 'AzureWebJobs.tick.Disabled': 'true' };
    const host = await under.start(app, { ...timed('* * * * * *', off), watched: true });
    expect(host.functions.find(({ name }) => name === 'tick')).toMatchObject({ disabled: true });
    await host.stop();
    expect([ticks(host), under.proxy.calls.list()]).toEqual([[], []]);
  });
  it('POST /admin/functions/{name} runs it all the same, and says 202', async () => {
    const host = await under.start(app, timed(nightly, { 'AzureWebJobs.tick.Disabled': 'true' }));
    const answer = await fetch(`${host.url}/admin/functions/tick`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-functions-key': host.keys.master },
      body: '{"input":""}',
    });
    expect(answer.status).toBe(202);
    await host.line(/tock/);
    expect(ticks(host)).toMatchObject([{ isPastDue: false }]);
  });
  it('an HTTP function that a setting switches off is 404', async () => {
    const host = await under.start(app, timed(nightly, { AzureWebJobs_go_Disabled: 'TRUE' }));
    expect((await letGo(host)).status).toBe(404);
    expect(host.functions.find(({ name }) => name === 'go')).toMatchObject({ disabled: true });
  });
});
