import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { startFaultProxy } from '../../../local/storage/fault-proxy.ts';
import { startStorage } from '../../../local/storage/start-storage.ts';
import { failure, proxied } from './proxied.ts';

const under = proxied();
const row = (rowKey: string, more = {}) => ({ partitionKey: 'p', rowKey, ...more });
const keysIn = async ({ direct }: Awaited<ReturnType<typeof under.table>>) =>
  (await Array.fromAsync(direct.listEntities())).map(({ rowKey }) => rowKey);

describe('a fault before the call', () => {
  it.each([
    [503, 'ServerBusy'],
    [500, 'InternalError'],
    [412, 'UpdateConditionNotSatisfied'],
    [403, 'AuthorizationFailure'],
    [429, 'Http429'],
  ])('answers %i with the error of the service, and nothing happens', async (status, code) => {
    const made = await under.table();
    under.proxy.faults.add({ match: { operation: 'table.insert' }, status });
    const error = await made.table.createEntity(row('1')).catch((thrown) => thrown);
    expect(error).toMatchObject({ statusCode: status, details: { odataError: { code } } });
    const queue = await under.queue();
    under.proxy.faults.add({ match: { operation: 'queue.put' }, status });
    expect(await failure(queue.sendMessage('x'))).toEqual({ status, code });
    expect(await keysIn(made)).toEqual([]);
    expect(under.proxy.calls.list({ status })).toMatchObject([{ fault: 'status' }, { fault: 'status' }]);
  });
  it('takes headers and a body of its own', async () => {
    const { table } = await under.table();
    under.proxy.faults.add({ status: 503, headers: { 'retry-after': '7' }, body: 'busy' });
    const error = await table.getEntity('p', '1').catch((thrown) => thrown);
    expect([error.statusCode, error.response.headers.get('retry-after'), error.response.bodyAsText]).toEqual([
      503,
      '7',
      'busy',
    ]);
  });
  it('cuts the connection', async () => {
    const made = await under.table();
    under.proxy.faults.add({ reset: true });
    expect(await failure(made.table.createEntity(row('1')))).toMatchObject({ code: 'ECONNRESET' });
    expect(await keysIn(made)).toEqual([]);
  });
  it('never answers', async () => {
    const { table } = await under.table();
    under.proxy.faults.add({ hang: true });
    const abortSignal = AbortSignal.timeout(100);
    await expect(table.getEntity('p', '1', { abortSignal })).rejects.toThrow(/abort/i);
    expect(under.proxy.calls.list()).toMatchObject([{ fault: 'hang' }]);
  });
  it('lets the call pass later', async () => {
    const made = await under.table();
    under.proxy.faults.add({ delayMs: 50 });
    await made.table.createEntity(row('1'));
    expect(await keysIn(made)).toEqual(['1']);
    expect(under.proxy.calls.list()).toMatchObject([{ fault: 'delay', status: 204 }]);
  });
  it('lets a delayed call have its effect even if the caller has given up', async () => {
    const made = await under.table();
    under.proxy.faults.add({ delayMs: 100 });
    const abortSignal = AbortSignal.timeout(10);
    await expect(made.table.createEntity(row('1'), { abortSignal })).rejects.toThrow(/abort/i);
    while ((await keysIn(made)).length === 0) await setTimeout(10);
  });
});

describe('a fault after the call', () => {
  it.each([
    ['another status', { status: 500 }, { status: 500 }],
    ['a cut connection', { reset: true as const }, { code: 'ECONNRESET' }],
    ['half an answer', { reset: 'mid-body' as const }, { code: 'PARSE_ERROR' }],
  ])('lets it take effect and hides its answer behind %s', async (_what, fault, seen) => {
    const made = await under.table();
    under.proxy.faults.add({ match: { operation: 'table.transaction' }, when: 'after', ...fault });
    const cut = made.table.submitTransaction([
      ['create', row('1')],
      ['create', row('2')],
    ]);
    expect(await failure(cut)).toMatchObject(seen);
    expect(await keysIn(made)).toEqual(['1', '2']);
    expect(under.proxy.calls.list()).toMatchObject([{ hiddenStatus: 202 }]);
  });
});

describe('a fault meets', () => {
  it('one call, or as many as it says, after those it skips', async () => {
    const { table } = await under.table();
    const { hits } = under.proxy.faults.add({ status: 503, times: 2, skip: 1 });
    expect(hits).toBe(0);
    const seen: unknown[] = [];
    for (let n = 0; n < 5; n++) {
      await table.createEntity(row(String(n))).then(
        () => seen.push('passed'),
        ({ statusCode }) => seen.push(statusCode),
      );
    }
    expect(seen).toEqual(['passed', 503, 503, 'passed', 'passed']);
  });
  it('calls whose path and body fit, and no others', async () => {
    const made = await under.table();
    const match = {
      service: 'table' as const,
      method: 'POST',
      path: new RegExp(made.name),
      bodyIncludes: '"due"',
    };
    const fault = under.proxy.faults.add({ match, status: 503, times: 'always' });
    await made.table.createEntity(row('1', { kind: 'event' }));
    expect(await failure(made.table.createEntity(row('2', { kind: 'due' })))).toMatchObject({ status: 503 });
    expect([fault.hits, await keysIn(made)]).toEqual([1, ['1']]);
    fault.remove();
    await made.table.createEntity(row('2', { kind: 'due' }));
  });
  it('parts of a transaction by its body', async () => {
    const made = await under.table();
    under.proxy.faults.add({ match: { bodyIncludes: 'failed|' }, status: 503 });
    await made.table.submitTransaction([['create', row('event|1')]]);
    const failing = made.table.submitTransaction([
      ['create', row('event|2')],
      ['create', row('failed|2')],
    ]);
    expect(await failure(failing)).toMatchObject({ status: 503 });
    expect(await keysIn(made)).toEqual(['event|1']);
  });
});

describe('a listener', () => {
  it('is told before a call takes effect and after, with what was sent', async () => {
    const made = await under.table();
    const heard: unknown[] = [];
    const end = under.proxy.onCall(async ({ operation, status }, when, body) => {
      if (operation !== 'table.insert') return;
      heard.push([when, status, JSON.parse(body).RowKey, await keysIn(made)]);
    });
    await made.table.createEntity(row('1'));
    end();
    await made.table.createEntity(row('2'));
    expect(heard).toEqual([
      ['before', undefined, '1', []],
      ['after', 204, '1', ['1']],
    ]);
  });
  it.each([
    ['before', []],
    ['after', ['1']],
  ] as const)('can end a call %s it takes effect', async (at, kept) => {
    const made = await under.table();
    under.proxy.onCall((_call, when) => (when === at ? 'drop' : undefined));
    expect(await failure(made.table.createEntity(row('1')))).toMatchObject({ code: 'ECONNRESET' });
    expect(await keysIn(made)).toEqual(kept);
    expect(under.proxy.calls.list()).toMatchObject([{ fault: 'drop' }]);
  });
});

describe('the clock of the storage', () => {
  it.each([600_000, -600_000])('can be %i ms off, as far as answers say', async (offsetMs) => {
    const queue = await under.queue();
    under.proxy.clock.offsetMs = offsetMs;
    const { date } = await queue.getProperties();
    const off = Number(date) - Date.now();
    expect(Math.abs(off - offsetMs)).toBeLessThan(60_000);
  });
});

describe('the end', () => {
  it('comes even with calls that hang', async () => {
    const other = await startFaultProxy(under.storage);
    other.faults.add({ hang: true });
    const hanging = fetch(`${other.urls.table}/${under.storage.accountName}/Tables`);
    const ended = expect(hanging).rejects.toThrow();
    while (other.calls.list({}).length === 0 || other.calls.list()[0]?.fault !== 'hang') await setTimeout(5);
    await other.stop();
    await ended;
  });
  it('of the storage is the end of calls, not of the proxy', async () => {
    const storage = await startStorage();
    const other = await startFaultProxy(storage);
    await storage.stop();
    await expect(fetch(other.urls.table)).rejects.toThrow();
    await other.stop();
  });
});
