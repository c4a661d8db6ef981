import { describe, expect, it } from 'vitest';
import { keptUntil } from '../../../../src/moderation/kept-until.ts';
import type { Ban, Lift, Placed, Standing } from '../../../../src/moderation/standings.ts';
import { createStandings } from '../../../../src/store/standings/create-standings.ts';
import { standingKey } from '../../../../src/store/standings/row-keys.ts';
import type { Rows } from '../../../../src/store/table-rows.ts';
import { drivenClock } from '../../driven-clock.ts';
import { memoryRows } from '../../memory-rows.ts';

const { signal } = new AbortController();
const day = 24 * 60 * 60_000;
const retentionMs = 90 * day;
const pageSize = 32;
const somebody = '8:acs:8540c0de-899f-5cce-acb5-3ec493af3800_1';
const threadNo = (number: number) => `19:thread${number}@thread.v2`;

/** Standings in memory, and how many of their rows have been read. */
function counted() {
  const memory = memoryRows();
  const clock = drivenClock();
  const read = { rows: 0, calls: 0 };
  const rows: Rows = {
    ...memory,
    async read(...call) {
      const found = await memory.read(...call);
      read.calls += 1;
      if (found) read.rows += 1;
      return found;
    },
    async list(...call) {
      const page = await memory.list(...call);
      read.calls += 1;
      read.rows += page.rows.length;
      return page;
    },
  };
  const standings = createStandings({ rows, now: clock.now, retentionMs });
  const told: { threadId: string; bearing: string[] }[] = [];
  return {
    clock,
    read,
    rows,
    standings,
    /** Of which place each was asked, and what was told along with it. */
    told,
    put: (threadId: string, what: Standing) =>
      standings.change({ participant: somebody, threadId }, {}, (was) => ({ ...was, ...what }), signal),
    /** One page, by the rule of the house. */
    forget: () =>
      standings.deleteExpired(
        pageSize,
        async (placed, bearing) => {
          told.push({ threadId: placed.threadId, bearing: bearing.map(({ threadId }) => threadId) });
          return keptUntil(placed, bearing, clock.now(), retentionMs);
        },
        signal,
      ),
    places: () =>
      memory
        .all()
        .filter(({ key }) => key.startsWith('standing|'))
        .map(({ columns }) => columns.threadId),
    /** Makes a row one that nobody here can read. */
    spoil: async (threadId: string) => {
      const merge = standingKey({ participant: somebody, threadId });
      await memory.write([{ merge, etag: '*', columns: { version: 2 } }], signal);
    },
    left: () => memory.all().map(({ key }) => key),
  };
}

const decidedAt = (occurredAt: number): Lift => ({ decision: `d${occurredAt}`, source: 'test', occurredAt });
const banAt = (occurredAt: number, until?: number): Ban => ({
  ...decidedAt(occurredAt),
  received: occurredAt,
  ...(until !== undefined && { until }),
});

describe('somebody who was put out of very many threads at once', () => {
  it.each([100, 300])('is forgotten with as many reads as there are threads (%d)', async (threads) => {
    const { clock, read, standings, put, forget, left } = counted();
    await put('*', { removal: decidedAt(clock.now()) });
    for (let thread = 1; thread <= threads; thread += 1) {
      await put(threadNo(thread), { actingUntil: clock.now() + 60_000 });
    }
    clock.pass(retentionMs + 2 * day);
    read.rows = 0;
    let deleted = 0;
    for (let page = { found: pageSize, deleted: 0 }; page.found === pageSize; deleted += page.deleted) {
      page = await forget();
    }
    expect([deleted, left()]).toEqual([threads + 1, []]);
    // For each: the row that names it, its own, and the one for every thread; and once all of them, for the latter.
    expect(read.rows).toBeLessThanOrEqual(4 * (threads + 1));
    expect(await standings.bansOf(somebody, signal)).toEqual([]);
  });

  it('costs no more a page, however many threads there are', async () => {
    const cost = async (threads: number) => {
      const { clock, read, put, forget } = counted();
      for (let thread = 1; thread <= threads; thread += 1) await put(threadNo(thread), { actingUntil: 1 });
      clock.pass(retentionMs + 2 * day);
      Object.assign(read, { rows: 0, calls: 0 });
      expect(await forget()).toEqual({ found: pageSize, deleted: pageSize });
      return read;
    };
    expect(await cost(300)).toEqual(await cost(60));
  });
});

describe('whether a standing may be forgotten', () => {
  it('is asked with what bears on it: of a thread that for every thread, of every thread all', async () => {
    const { clock, put, forget, told } = counted();
    await put('*', { lift: decidedAt(1) });
    await put(threadNo(1), { lift: decidedAt(1) });
    await put(threadNo(2), { lift: decidedAt(1) });
    clock.pass(retentionMs + 2 * day);
    await forget();
    expect(told.map((each) => ({ ...each, bearing: each.bearing.toSorted() }))).toEqual(
      expect.arrayContaining([
        { threadId: threadNo(1), bearing: ['*', threadNo(1)] },
        { threadId: threadNo(2), bearing: ['*', threadNo(2)] },
        { threadId: '*', bearing: ['*', threadNo(1), threadNo(2)] },
      ]),
    );
    expect(told).toHaveLength(3);
  });

  it('is asked of a thread alone, where nothing was decided for every thread', async () => {
    const { clock, put, forget, told } = counted();
    await put(threadNo(1), { lift: decidedAt(1) });
    clock.pass(retentionMs + 2 * day);
    expect(await forget()).toEqual({ found: 1, deleted: 1 });
    expect(told).toEqual([{ threadId: threadNo(1), bearing: [threadNo(1)] }]);
  });

  it.each<[string, Record<string, Standing>, string[]]>([
    [
      'let in to one thread, of a ban from every thread',
      { '*': { ban: banAt(1) }, a: { lift: decidedAt(2) } },
      ['*', 'a'],
    ],
    [
      'banned from a thread, and let in to every thread',
      { '*': { lift: decidedAt(2) }, a: { ban: banAt(1) } },
      ['*'],
    ],
    [
      'banned from one thread, and once removed from another',
      { a: { ban: banAt(1) }, b: { removal: decidedAt(2) } },
      ['a'],
    ],
    ['banned from every thread until long ago', { '*': { ban: banAt(1, 5) }, a: { actingUntil: 7 } }, []],
  ])('of somebody %s, keeps what is needed', async (_who, rows, kept) => {
    const { clock, put, forget, places } = counted();
    for (const [threadId, what] of Object.entries(rows)) await put(threadId, what);
    clock.pass(retentionMs + 2 * day);
    await forget();
    expect(places()).toEqual(kept);
  });
});

describe('a row that nobody can read', () => {
  const three = async () => {
    const under = counted();
    for (const threadId of ['*', 'a', 'b']) await under.put(threadId, { removal: decidedAt(1) });
    under.clock.pass(retentionMs + 2 * day);
    return under;
  };

  it('of a thread holds up itself and that for every thread, and no other thread’s', async () => {
    const { spoil, forget, places, clock } = await three();
    await spoil('a');
    expect(await forget()).toEqual({ found: 3, deleted: 1 });
    expect(places()).toEqual(['*', 'a']);
    expect(await forget()).toEqual({ found: 0, deleted: 0 });
    clock.pass(7 * day);
    expect(await forget()).toEqual({ found: 2, deleted: 0 });
  });

  it('for every thread holds up all', async () => {
    const { spoil, forget, places } = await three();
    await spoil('*');
    expect(await forget()).toEqual({ found: 3, deleted: 0 });
    expect(places()).toEqual(['*', 'a', 'b']);
  });
});

it('what is decided for every thread while a thread’s row is looked at counts already', async () => {
  const { clock, rows, put } = counted();
  await put('a', { lift: decidedAt(2) });
  clock.pass(retentionMs + 2 * day);
  const own = standingKey({ participant: somebody, threadId: 'a' });
  const interrupted: Rows = {
    ...rows,
    async read(key, each) {
      const found = await rows.read(key, each);
      if (key === own) await put('*', { ban: banAt(1) });
      return found;
    },
  };
  const told: Placed[] = [];
  const standings = createStandings({ rows: interrupted, now: clock.now, retentionMs });
  const until: Parameters<typeof standings.deleteExpired>[1] = async (placed, bearing) => {
    told.push(...bearing);
    return keptUntil(placed, bearing, clock.now(), retentionMs);
  };
  expect(await standings.deleteExpired(pageSize, until, signal)).toEqual({ found: 1, deleted: 0 });
  expect(told.map(({ threadId }) => threadId)).toEqual(['a', '*']);
});
