import { describe, expect, it } from 'vitest';
import type { Standing } from '../../../src/moderation/standings.ts';
import type { Rows } from '../../../src/store/table-rows.ts';
import { day, losingReplies, signal } from './ledger-under-test.ts';
import { aBan, aLift, personNo, placeOf, put, standingsUnderTest, threadNo } from './standings-under-test.ts';

const fresh = standingsUnderTest();
const place = placeOf(1, 1);
const banned = ({ ban }: Standing) => ban !== undefined;
const kinds = (keys: readonly string[]) => keys.map((key) => key.split('|')[0]);

describe('a standing', () => {
  it('keeps every member', async () => {
    const { standings } = fresh();
    const said: Standing = {
      ban: aBan(5, { until: 9, reason: 'spam "quoted" 🚪', moderator: 'm', revokeTokens: true }),
      lift: aLift(3),
      removal: { ...aLift(4), effectiveAt: 8 },
      actingUntil: 1_000,
    };
    await put(standings, place, said);
    const { thread, every } = await standings.pair(place, signal);
    expect([{ ...thread, version: '' }, every]).toEqual([{ ...said, version: '' }, {}]);
  });

  it('is of one participant in one place', async () => {
    const { standings } = fresh();
    await put(standings, place, { ban: aBan(1) });
    await put(standings, placeOf(1, '*'), { lift: aLift(2) });
    await put(standings, placeOf(2, 1), { ban: aBan(3) });
    expect(await standings.pair(place, signal)).toMatchObject({
      thread: { ban: { decision: 'ban-1' } },
      every: { lift: { decision: 'lift-2' } },
    });
    expect(await standings.pair(placeOf(1, 2), signal)).toMatchObject({ thread: {}, every: { lift: {} } });
    expect(await standings.pair(placeOf(1, '*'), signal)).toMatchObject({ thread: {}, every: { lift: {} } });
    expect(await standings.pair(placeOf(3, 1), signal)).toEqual({ thread: {}, every: {} });
  });

  it.each(['8:x:a/b\\c#d?e', '4:+4930123', '8:x:ü🚪|=2f;', '28:o’clock', "8:x:it's"])(
    'is kept under any id (%s)',
    async (participant) => {
      const { standings } = fresh();
      const odd = { participant, threadId: threadNo(1) };
      await put(standings, odd, { ban: aBan(1) });
      expect((await standings.pair(odd, signal)).thread.ban).toEqual(aBan(1));
      const [found] = await standings.bansIn(threadNo(1), signal);
      expect(found).toMatchObject(odd);
      expect(await standings.bansOf(participant, signal)).toHaveLength(1);
    },
  );

  it('that nobody can read is taken for nothing else: whoever needs it has to wait', async () => {
    const { standings, rows, keys } = fresh();
    await put(standings, place, { ban: aBan(1) });
    const key = (await keys()).find((each) => each.startsWith('standing|')) ?? '';
    await rows.write([{ merge: key, etag: '*', columns: { version: 2 } }], signal);
    await expect(standings.pair(place, signal)).rejects.toMatchObject({ retryable: true });
    await expect(put(standings, place, { lift: aLift(2) })).rejects.toMatchObject({
      code: 'DamagedStanding',
    });
    const { participant } = place;
    await expect(standings.listBans({ participant }, 10, signal)).rejects.toMatchObject({
      code: 'DamagedStanding',
    });
  });

  it('that nobody can read keeps no others from being told, in a list of all', async () => {
    const { standings, rows, keys } = fresh();
    const every = { ...place, threadId: '*' };
    for (const [where, ban] of [
      [every, aBan(1)],
      [place, aBan(2)],
      [placeOf(2, 1), aBan(3)],
    ] as const) {
      await put(standings, where, { ban });
    }
    for (const key of (await keys()).filter((each) => each.includes('*') && !each.startsWith('expire'))) {
      await rows.write([{ merge: key, etag: '*', columns: { version: 2 } }], signal);
    }
    const { items } = await standings.listBans({}, 10, signal);
    expect(items.map(({ ban }) => ban)).toEqual([aBan(2), aBan(3)]);
  });
});

describe('a change', () => {
  it('is made to the state it was meant for, and thought over when that is another', async () => {
    const { standings } = fresh();
    const known = await put(standings, place, { ban: aBan(1) });
    await put(standings, place, { lift: aLift(2) });
    const seen: Standing[] = [];
    const after = await standings.change(
      place,
      known,
      (standing) => {
        seen.push(standing);
        return { ...standing, actingUntil: 7 };
      },
      signal,
    );
    expect(seen.map(({ lift }) => lift?.decision)).toEqual([undefined, 'lift-2']);
    expect(after).toMatchObject({ ban: aBan(1), lift: aLift(2), actingUntil: 7 });
  });

  it('that turns out not to be needed is none', async () => {
    const { standings } = fresh();
    const known = await put(standings, place, { ban: aBan(1) });
    expect(await standings.change(place, known, () => undefined, signal)).toEqual(known);
  });

  it('is made once when the reply to it is lost', async () => {
    const { standings, rows, host } = fresh();
    const losing = losingReplies(rows);
    losing.loseNext();
    let turns = 0;
    await host(losing).change(
      place,
      {},
      (standing) => {
        turns += 1;
        return standing.ban ? undefined : { ...standing, ban: aBan(1) };
      },
      signal,
    );
    expect(turns).toBe(2);
    expect((await standings.pair(place, signal)).thread).toMatchObject({ ban: aBan(1) });
  });

  it('of two hosts at once loses neither', async () => {
    const { standings, rows, host } = fresh();
    await Promise.all([
      put(host(rows), place, { ban: aBan(1) }),
      put(host(rows), place, { lift: aLift(2) }),
      put(host(rows), place, { actingUntil: 3 }),
    ]);
    expect((await standings.pair(place, signal)).thread).toMatchObject({
      ban: aBan(1),
      lift: aLift(2),
      actingUntil: 3,
    });
    expect(await standings.bansIn(threadNo(1), signal)).toMatchObject([
      { standing: { ban: aBan(1), lift: aLift(2) } },
    ]);
  });

  it('costs one call, also when it changes a ban', async () => {
    const { rows, host } = fresh();
    const calls: string[] = [];
    const counting: Rows = {
      ...rows,
      async read(key, each) {
        calls.push('read');
        return await rows.read(key, each);
      },
      async write(changes, each) {
        calls.push('write');
        return await rows.write(changes, each);
      },
    };
    const known = await put(host(counting), place, { ban: aBan(1) });
    const next = await host(counting).change(place, known, (was) => ({ ...was, ban: aBan(2) }), signal);
    await host(counting).change(place, next, (was) => ({ ...was, actingUntil: 5 }), signal);
    expect(calls).toEqual(['write', 'write', 'write']);
  });
});

describe('who is banned', () => {
  it('from a thread, or from every thread, is one question; who was only removed is not told', async () => {
    const { standings } = fresh();
    await put(standings, placeOf(1, 1), { ban: aBan(1) });
    await put(standings, placeOf(2, 1), { lift: aLift(2) });
    await put(standings, placeOf(3, 1), { removal: aLift(2), actingUntil: 7 });
    await put(standings, placeOf(4, '*'), { ban: aBan(1) });
    await put(standings, placeOf(5, 2), { ban: aBan(1) });
    const people = async (threadId: string) =>
      (await standings.bansIn(threadId, signal)).map(({ participant }) => participant);
    expect(await people(threadNo(1))).toEqual([personNo(1), personNo(2)]);
    expect(await people('*')).toEqual([personNo(4)]);
    expect(await people(threadNo(3))).toEqual([]);
  });

  it('is told the same whether it is asked of the person or of the thread, whatever was lost on the way', async () => {
    const { standings, rows, host } = fresh();
    const losing = losingReplies(rows);
    for (const what of [{ ban: aBan(1) }, { lift: aLift(2) }, { ban: aBan(3) }]) {
      losing.loseNext();
      await put(host(losing), place, what);
      const [ofPerson] = await standings.bansOf(personNo(1), signal);
      const [ofThread] = await standings.bansIn(threadNo(1), signal);
      const { version: _, ...said } = ofPerson?.standing ?? {};
      expect(said).toEqual(ofThread?.standing);
    }
  });

  it('is listed by pages, with all that decides whether they are in force', async () => {
    const { standings } = fresh();
    await put(standings, placeOf(1, '*'), { ban: aBan(1) });
    await put(standings, placeOf(1, 1), { lift: aLift(2) });
    for (const person of [2, 3, 4]) await put(standings, placeOf(person, 1), { ban: aBan(person) });
    await put(standings, placeOf(2, '*'), { lift: aLift(9) });
    await put(standings, placeOf(5, 2), { ban: aBan(5) });

    const all = async (asked: Parameters<typeof standings.listBans>[0], limit: number) => {
      const found: string[] = [];
      let continuation: string | undefined;
      do {
        const page = await standings.listBans(asked, limit, signal, continuation);
        expect(page.items.length).toBeLessThanOrEqual(limit);
        found.push(
          ...page.items.map(
            ({ ban, threadId, pair }) =>
              `${ban.decision} ${threadId} ${pair.thread.lift?.decision ?? ''} ${pair.every.lift?.decision ?? ''}`,
          ),
        );
        continuation = page.continuation;
      } while (continuation);
      return found;
    };
    const inFirst = [
      `ban-1 * lift-2 `,
      `ban-2 ${threadNo(1)}  lift-9`,
      `ban-3 ${threadNo(1)}  `,
      `ban-4 ${threadNo(1)}  `,
    ];
    for (const limit of [1, 2, 3, 100]) {
      expect(await all({ threadId: threadNo(1) }, limit)).toEqual(inFirst);
      expect(await all({ threadId: '*' }, limit)).toEqual(['ban-1 *  ']);
      expect(await all({ participant: personNo(2) }, limit)).toEqual([`ban-2 ${threadNo(1)}  lift-9`]);
      expect(await all({ participant: personNo(1), threadId: threadNo(1) }, limit)).toEqual([inFirst[0]]);
      expect(await all({ participant: personNo(1), threadId: threadNo(2) }, limit)).toEqual(['ban-1 *  ']);
      expect(await all({}, limit)).toEqual(['ban-1 *  ', ...inFirst.slice(1), `ban-5 ${threadNo(2)}  `]);
    }
  });

  it.each(['garbage', Buffer.from('{"after":7}').toString('base64'), Buffer.from('[]').toString('base64')])(
    'is listed from the start when the page before is nothing of ours (%s)',
    async (continuation) => {
      const { standings } = fresh();
      await put(standings, place, { ban: aBan(1) });
      expect((await standings.listBans({}, 10, signal, continuation)).items).toHaveLength(1);
    },
  );

  it('is in threads that are told once each, by pages', async () => {
    const { standings } = fresh();
    await put(standings, placeOf(1, '*'), { ban: aBan(1) });
    for (const thread of [1, 2, 3]) {
      for (const person of [1, 2, 3]) {
        await put(standings, placeOf(person, thread), person === 2 ? { lift: aLift(1) } : { ban: aBan(1) });
      }
    }
    await put(standings, placeOf(1, 4), { lift: aLift(1) });
    for (const limit of [1, 2, 3, 10]) {
      const threads: string[] = [];
      let continuation: string | undefined;
      do {
        const page = await standings.threadsWith(banned, limit, signal, continuation);
        threads.push(...page.items);
        continuation = page.continuation;
      } while (continuation);
      expect(threads).toEqual([threadNo(1), threadNo(2), threadNo(3)]);
    }
  });

  it('is in threads that are told from any of them on, also from one that is gone', async () => {
    const { standings } = fresh();
    for (const thread of [1, 2, 4]) await put(standings, placeOf(1, thread), { ban: aBan(1) });
    const from = async (thread: string) => (await standings.threadsWith(banned, 10, signal, thread)).items;
    expect(await from(threadNo(1))).toEqual([threadNo(2), threadNo(4)]);
    expect(await from(threadNo(3))).toEqual([threadNo(4)]);
    expect(await from(threadNo(4))).toEqual([]);
  });

  it('where a call may be under way is known of all their threads', async () => {
    const { standings } = fresh();
    expect(await standings.latestMark(personNo(1), signal)).toBeUndefined();
    await put(standings, placeOf(1, 1), { actingUntil: 5 });
    await put(standings, placeOf(1, 2), { actingUntil: 9 });
    await put(standings, placeOf(1, 3), { ban: aBan(1) });
    await put(standings, placeOf(2, 1), { actingUntil: 100 });
    expect(await standings.latestMark(personNo(1), signal)).toBe(9);
  });
});

describe('what has been kept long enough', () => {
  it('is deleted with its copy, and not before', async () => {
    const { standings, clock, keys } = fresh();
    await put(standings, place, { ban: aBan(1) });
    await put(standings, placeOf(2, 1), { removal: aLift(1) });
    expect(kinds(await keys())).toEqual(['ban', 'expire', 'expire', 'standing', 'standing']);
    const forget = () => standings.deleteExpired(10, async () => undefined, signal);
    clock.pass(91 * day - 1);
    expect(await forget()).toEqual({ found: 0, deleted: 0 });
    clock.pass(1);
    expect(await forget()).toEqual({ found: 2, deleted: 2 });
    expect(await keys()).toEqual([]);
  });

  it('stays as long as it still decides something, and is looked at again then', async () => {
    const { standings, clock } = fresh();
    await put(standings, place, { ban: aBan(1) });
    await put(standings, placeOf(1, '*'), { lift: aLift(2) });
    clock.pass(91 * day);
    const asked: string[] = [];
    const keep = () =>
      standings.deleteExpired(
        10,
        async ({ threadId }, ofPerson) => {
          asked.push(`${threadId} of ${ofPerson.length}`);
          return clock.now() + day;
        },
        signal,
      );
    expect(await keep()).toEqual({ found: 2, deleted: 0 });
    expect(await keep()).toEqual({ found: 0, deleted: 0 });
    expect(asked.sort()).toEqual(['* of 2', `${threadNo(1)} of 2`]);
    clock.pass(day);
    expect(await keep()).toEqual({ found: 2, deleted: 0 });
    expect((await standings.pair(place, signal)).thread.ban).toEqual(aBan(1));
  });

  it('stays when somebody changes it at the last moment, whatever they had read before', async () => {
    const { standings, rows, host, clock } = fresh();
    const known = await put(standings, place, { ban: aBan(1) });
    clock.pass(91 * day);
    let step = 0;
    const interrupted = {
      ...rows,
      async write(...call: Parameters<typeof rows.write>) {
        step += 1;
        if (step === 2) {
          const read = (await standings.pair(place, signal)).thread;
          for (const from of [read, known]) {
            await standings.change(place, from, (was) => ({ ...was, lift: aLift(2) }), signal);
          }
        }
        return await rows.write(...call);
      },
    };
    const forget = (by: typeof standings) => by.deleteExpired(10, async () => undefined, signal);
    expect(await forget(host(interrupted))).toEqual({ found: 1, deleted: 0 });
    expect((await standings.pair(place, signal)).thread).toMatchObject({ ban: aBan(1), lift: aLift(2) });
    expect(await forget(standings)).toEqual({ found: 0, deleted: 0 });
    clock.pass(91 * day);
    expect(await forget(standings)).toEqual({ found: 1, deleted: 1 });
  });

  it('is deleted the next time when somebody dies on the way', async () => {
    const { standings, rows, host, clock, keys } = fresh();
    await put(standings, place, { ban: aBan(1) });
    clock.pass(91 * day);
    const losing = losingReplies(rows);
    losing.loseNext();
    await host(losing).deleteExpired(10, async () => undefined, signal);
    expect(kinds(await keys())).toEqual(['ban', 'expire', 'standing']);
    await standings.deleteExpired(10, async () => undefined, signal);
    expect(await keys()).toEqual([]);
  });

  it('is left alone when nobody can read it, and takes a stray row with it', async () => {
    const { standings, rows, clock, keys } = fresh();
    await put(standings, place, { ban: aBan(1) });
    const key = (await keys()).find((each) => each.startsWith('standing|')) ?? '';
    await rows.write([{ merge: key, etag: '*', columns: { version: 2 } }], signal);
    await rows.write([{ create: 'expire|2020-01-01T00:00:00.000Z|x|y', columns: {} }], signal);
    clock.pass(91 * day);
    expect(await standings.deleteExpired(10, async () => undefined, signal)).toEqual({
      found: 2,
      deleted: 0,
    });
    expect(await standings.deleteExpired(10, async () => undefined, signal)).toEqual({
      found: 0,
      deleted: 0,
    });
    expect(kinds(await keys())).toEqual(['ban', 'expire', 'standing']);
  });
});
