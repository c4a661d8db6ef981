import { TableClient } from '@azure/data-tables';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningStorage, startStorage } from '../../../local/storage/start-storage.ts';
import { createRate } from '../../../src/store/rate/create-rate.ts';
import { ratePartition } from '../../../src/store/rate/take-from-minute.ts';
import { type Rows, tableRows } from '../../../src/store/table-rows.ts';
import { UpstreamError } from '../../../src/upstream/upstream-error.ts';
import { drivenClock } from '../../unit/driven-clock.ts';

const { signal } = new AbortController();
let storage: RunningStorage | undefined;
beforeAll(async () => {
  storage = await startStorage();
});
afterAll(() => storage?.stop());

let tables = 0;

/** Counters on a table of their own, in a time that tests drive. */
function setUp() {
  tables += 1;
  const clock = drivenClock();
  const table = TableClient.fromConnectionString(storage?.connectionString ?? '', `rates${tables}`, {
    allowInsecureConnection: true,
    retryOptions: { maxRetries: 0 },
  });
  const rows = tableRows(async () => table, ratePartition);
  /** One instance of the app; its clock may be off, and its way to the rows may have troubles. */
  const instance = (offsetMs = 0, way: Partial<Rows> = {}) =>
    createRate({ rows: { ...rows, ...way }, now: () => clock.now() + offsetMs });
  return { clock, rows, instance };
}

const sum = (shares: readonly number[]) => shares.reduce((all, share) => all + share, 0);

describe('the decisions of a source in a minute', () => {
  it('are within its limit one by one, and then no more', async () => {
    const rate = setUp().instance();
    const shares = [];
    for (let each = 0; each < 5; each += 1) shares.push(await rate.take('forum', 1, 3, signal));
    expect(shares).toEqual([1, 1, 1, 0, 0]);
  });

  it('of a batch are within it as far as there is room', async () => {
    const rate = setUp().instance();
    expect(await rate.take('forum', 2, 5, signal)).toBe(2);
    expect(await rate.take('forum', 100, 5, signal)).toBe(3);
  });

  it('start anew with each minute, and leave one row behind, not one a minute', async () => {
    const { clock, rows, instance } = setUp();
    const rate = instance();
    for (let minute = 0; minute < 3; minute += 1) {
      expect(await rate.take('forum', 9, 4, signal)).toBe(4);
      clock.pass(60_000);
    }
    const { rows: left } = await rows.list({ from: '', below: '~', limit: 100 }, signal);
    expect(left.map(({ key }) => key)).toEqual(['forum']);
  });

  it('count for each source by itself', async () => {
    const rate = setUp().instance();
    expect(await rate.take('forum', 2, 2, signal)).toBe(2);
    expect(await rate.take('chat', 2, 2, signal)).toBe(2);
  });

  it('are counted by all instances together, however many ask at once', async () => {
    const { instance } = setUp();
    const instances = Array.from({ length: 4 }, () => instance());
    const asked = Array.from(
      { length: 200 },
      (_, each) => instances[each % 4]?.take('forum', 1, 50, signal) ?? 0,
    );
    expect(sum(await Promise.all(asked))).toBe(50);
  });

  it('cost one instance few writes, however many ask at once', async () => {
    const { rows, instance } = setUp();
    let writes = 0;
    const write: Rows['write'] = (...call) => {
      writes += 1;
      return rows.write(...call);
    };
    const rate = instance(0, { write });
    const asked = Array.from({ length: 100 }, () => rate.take('forum', 1, 1_000, signal));
    expect(sum(await Promise.all(asked))).toBe(100);
    expect(writes).toBeLessThanOrEqual(3);
  });

  it('are not counted anew by an instance whose clock is behind', async () => {
    const { instance } = setUp();
    expect(await instance().take('forum', 4, 4, signal)).toBe(4);
    expect(await instance(-120_000).take('forum', 1, 4, signal)).toBe(0);
    expect(await instance().take('forum', 1, 4, signal)).toBe(0);
  });

  it('are never too many through a lost reply: what it counted, counts', async () => {
    const { rows, instance } = setUp();
    let lost = false;
    const write: Rows['write'] = async (...call) => {
      const etag = await rows.write(...call);
      if (lost) return etag;
      lost = true;
      return undefined;
    };
    expect(await instance(0, { write }).take('forum', 2, 4, signal)).toBe(2);
    expect(await instance().take('forum', 4, 4, signal)).toBe(0);
  });

  it('cannot be counted while storage is away, and whoever waits hears of it', async () => {
    const { instance } = setUp();
    const away = new UpstreamError({
      ...{ upstream: 'storage', code: 'NoAnswer', message: 'away', retryable: true, hint: 'wait' },
    });
    let isAway = true;
    const read: Rows['read'] = async () => {
      if (isAway) throw away;
      return undefined;
    };
    const rate = instance(0, { read });
    const asked = Array.from({ length: 3 }, () => rate.take('forum', 1, 4, signal));
    for (const { status } of await Promise.allSettled(asked)) expect(status).toBe('rejected');
    isAway = false;
    expect(await rate.take('forum', 1, 4, signal)).toBe(1);
  });
});
