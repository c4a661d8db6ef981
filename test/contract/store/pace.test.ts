import { TableClient } from '@azure/data-tables';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningStorage, startStorage } from '../../../local/storage/start-storage.ts';
import { type Clock, systemClock } from '../../../src/clock.ts';
import { nextSlot } from '../../../src/moderation/next-slot.ts';
import type { Claimed, Pace } from '../../../src/moderation/pace.ts';
import { openStorage } from '../../../src/store/open-storage.ts';
import { lineKey, partitionOf, partitions } from '../../../src/store/pace/row-keys.ts';
import { paceUnderTest, signal } from './pace-under-test.ts';

let storage: RunningStorage | undefined;
beforeAll(async () => {
  storage = await startStorage();
});
afterAll(() => storage?.stop());
const fresh = () => paceUnderTest(storage?.connectionString ?? '');

const threadId = '19:crowded@thread.v2';
const day = 24 * 60 * 60_000;

/** So many claims at once, spread over instances; decisions are named from the first on. */
async function claimAtOnce(instances: readonly Pace[], count: number, urgent = true, first = 0) {
  return await Promise.all(
    Array.from({ length: count }, (_, index) => {
      const pace = instances[index % instances.length] as Pace;
      return pace.claim(threadId, `decision-${first + index}`, urgent, signal);
    }),
  );
}

/** Slots that nobody shares: no more than ten of them in 12.5 s nor thirty in 62.5 s. */
function expectWithinLimits(claimed: readonly Claimed[]): void {
  const slots = claimed.map(({ at }) => at).sort((a, b) => a - b);
  for (const [index, slot] of slots.entries())
    expect(slot).toBeGreaterThanOrEqual(nextSlot(slots.slice(0, index), 0));
}

describe('claims on one thread', () => {
  it.each([1, 3])(
    'of %i instances with sixteen messages each all get slots, within the limits',
    async (count) => {
      const { instance, line, clock } = fresh();
      const instances = Array.from({ length: count }, () => instance());
      const claimed = await claimAtOnce(instances, 16 * count);
      expect(claimed.every(({ kind }) => kind === 'slot')).toBe(true);
      expectWithinLimits(claimed);
      expect(claimed.filter(({ at }) => at <= clock.now())).toHaveLength(10);
      const { places } = await line(threadId);
      expect(places.map(({ at }) => at)).toEqual(claimed.map(({ at }) => at).sort((a, b) => a - b));
      expect(places.flatMap(({ decision }) => decision ?? [])).toHaveLength(16 * count - 10);
    },
  );

  it('of ten kicks in a quiet thread all go at once', async () => {
    const { instance, clock } = fresh();
    const claimed = await claimAtOnce([instance(), instance(), instance()], 10);
    expect(claimed).toEqual(Array(10).fill({ kind: 'slot', at: clock.now() }));
  });

  it('leave other threads alone', async () => {
    const { instance, clock } = fresh();
    await claimAtOnce([instance()], 12);
    expect(await instance().claim('19:quiet@thread.v2', 'lone', true, signal)).toEqual({
      kind: 'slot',
      at: clock.now(),
    });
  });

  it('that reserved a slot are kept by whichever instance the decision comes to', async () => {
    const { instance, line, clock } = fresh();
    const [one, other] = [instance(), instance()];
    const claimed = await claimAtOnce([one], 12);
    const { at } = claimed[11] as Claimed;
    expect(await other.claim(threadId, 'decision-11', true, signal)).toEqual({ kind: 'slot', at });
    clock.pass(at - clock.now());
    expect(await other.claim(threadId, 'decision-11', true, signal)).toEqual({ kind: 'slot', at });
    expect((await line(threadId)).places).toHaveLength(12);
    // The slot is used up: one that asks again has failed since.
    await one.claim(threadId, 'decision-11', true, signal);
    expect((await line(threadId)).places).toHaveLength(13);
  });
});

describe('clean-ups', () => {
  it('never reserve ahead, and hold up no kick', async () => {
    const { instance, line, clock } = fresh();
    const instances = [instance(), instance(), instance()];
    const claimed = await claimAtOnce(instances, 48, false);
    const now = clock.now();
    expect(claimed.filter(({ kind }) => kind === 'slot')).toEqual(Array(8).fill({ kind: 'slot', at: now }));
    expect((await line(threadId)).places.filter(({ decision }) => decision)).toEqual([]);
    const kicks = await claimAtOnce(instances, 2, true, 100);
    expect(kicks).toEqual(Array(2).fill({ kind: 'slot', at: now }));
  });

  it('that found no slot come back one after the other', async () => {
    const { instance } = fresh();
    const claimed = await claimAtOnce([instance(), instance(), instance()], 30, false);
    const back = claimed.filter(({ kind }) => kind === 'come-back').map(({ at }) => at);
    expect(new Set(back).size).toBe(22);
  });
});

describe('pushBack', () => {
  it('moves the slots of all instances on', async () => {
    const { instance, clock } = fresh();
    const [one, other] = [instance(), instance()];
    const claimed = await claimAtOnce([one], 12);
    await other.pushBack(threadId, 30_000, signal);
    const now = clock.now();
    expect(await one.claim(threadId, 'new', true, signal)).toEqual({ kind: 'slot', at: now + 30_000 });
    const { at } = await one.claim(threadId, 'decision-11', true, signal);
    expect(claimed[11]?.at).toBeLessThan(at);
    expect(at).toBe(now + 30_000);
  });

  it('of ten at once counts once', async () => {
    const { instance, line, clock } = fresh();
    const instances = [instance(), instance(), instance()];
    await Promise.all(
      Array.from({ length: 10 }, (_, index) => instances[index % 3]?.pushBack(threadId, undefined, signal)),
    );
    expect((await line(threadId)).quiet).toEqual({ until: clock.now() + 12_500, ms: 12_500 });
  });
});

describe('deleteStale', () => {
  it('deletes the lines of threads that nobody has wanted anything of for a day, in every partition', async () => {
    const { instance, rowsOf, clock } = fresh();
    const pace = instance();
    const threads = Array.from({ length: 40 }, (_, index) => `19:${index}@thread.v2`);
    await Promise.all(threads.map((thread) => pace.claim(thread, 'd', true, signal)));
    clock.pass(day);
    expect(await pace.deleteStale(100, signal)).toEqual({ found: 0, deleted: 0 });
    await pace.claim('19:7@thread.v2', 'd', true, signal);
    clock.pass(1);
    expect(await pace.deleteStale(15, signal)).toEqual({ found: 15, deleted: 15 });
    expect(await pace.deleteStale(100, signal)).toEqual({ found: 24, deleted: 24 });
    const left = await Promise.all(
      partitions.map((partition) => rowsOf(partition).list({ from: '', below: '~', limit: 9 }, signal)),
    );
    expect(left.flatMap(({ rows }) => rows.map(({ key }) => key))).toEqual(['19:7@thread.v2']);
  });

  it('keeps a line that comes into use again at the same moment', async () => {
    const { instance, rowsOf, line, clock } = fresh();
    await instance().claim(threadId, 'old', true, signal);
    clock.pass(day + 1);
    const usedMeanwhile = instance((partition) => {
      const rows = rowsOf(partition);
      return {
        ...rows,
        async list(range, ...rest) {
          const page = await rows.list(range, ...rest);
          if (page.rows.length > 0) await instance().claim(threadId, 'new', true, signal);
          return page;
        },
      };
    });
    expect(await usedMeanwhile.deleteStale(10, signal)).toEqual({ found: 1, deleted: 0 });
    expect((await line(threadId)).places).toHaveLength(1);
  });
});

describe('the storage account', () => {
  it('has the lines in a table of their own, made on first use, and its clock rules them', async () => {
    const { connectionString = '' } = storage ?? {};
    const aDayAhead = { ...systemClock, now: () => Date.now() + day };
    const open = (clock: Clock) =>
      openStorage(
        { storage: { connectionString }, retentionMs: day, holdForMs: day },
        expect.unreachable,
        clock,
      );
    const claimed = await open(aDayAhead).pace.claim(threadId, 'd', true, signal);
    expect(claimed.kind).toBe('slot');
    expect(claimed.at).toBeLessThan(Date.now() + day / 2);
    const table = TableClient.fromConnectionString(connectionString, 'pace', {
      allowInsecureConnection: true,
    });
    const row = await table.getEntity(partitionOf(threadId), threadId);
    expect(row).toMatchObject({ version: 1, last: new Date(claimed.at).toISOString() });
  });
});

describe('a line that nobody can read', () => {
  it('begins anew, and holds nothing up', async () => {
    const { instance, rowsOf, line, clock } = fresh();
    const columns = { version: 2, places: 'of tomorrow' };
    await rowsOf(partitionOf(threadId)).write([{ create: lineKey(threadId), columns }], signal);
    expect(await instance().claim(threadId, 'd', true, signal)).toEqual({ kind: 'slot', at: clock.now() });
    expect((await line(threadId)).places).toHaveLength(1);
  });
});
