import { describe, expect, it } from 'vitest';
import type { Ending } from '../../../src/moderation/outcome.ts';
import {
  acceptNew,
  anEvent,
  beginWork,
  changeByHand,
  day,
  ledgersUnderTest,
  losingReplies,
  minute,
  signal,
} from './ledger-under-test.ts';

const fresh = ledgersUnderTest();
const removed: Ending = { status: 'done', outcome: 'removed' };
const failed: Ending = {
  status: 'failed',
  problem: { code: 'refused-by-chat', detail: 'No.', hint: 'Do this.' },
};
const away = { code: 'upstream-unavailable', detail: 'Away.' };

describe('accept', () => {
  it('writes the event and its due row together, before anything else is done', async () => {
    const { ledger, clock, keys } = fresh();
    const event = anEvent();
    const work = await acceptNew(ledger, event);
    expect(work.record).toMatchObject({ event, status: 'accepted', attempts: 1, received: clock.now() });
    const leaseEnds = new Date(clock.now() + 30_000).toISOString();
    expect(await keys()).toEqual([`due|${leaseEnds}|${event.decision}`, `event|${event.decision}`]);
  });

  it('keeps every member of the event', async () => {
    const { ledger } = fresh();
    const event = anEvent({
      reason: 'spam "quoted" 🚪',
      moderator: 'm',
      occurredAt: 1_000,
      effectiveAt: 2_000,
    });
    await acceptNew(ledger, event);
    expect(await ledger.find(event.decision, signal)).toMatchObject({ event });
  });

  it.each([
    "o'clock",
    'a/b\\c#d?e',
    'x|y|z',
    '\u0000\t\n',
    '🚪',
    'a\u2028b\u2029c',
    '\u2028'.repeat(300),
    'x'.repeat(512),
  ])('takes any event id (%j)', async (id) => {
    const { ledger } = fresh();
    const event = anEvent({ id });
    await acceptNew(ledger, event);
    expect(await ledger.find(event.decision, signal)).toMatchObject({ event: { id } });
  });

  it('gives the record of an event it knows', async () => {
    const { ledger } = fresh();
    const event = anEvent();
    const work = await acceptNew(ledger, event);
    expect(await ledger.accept(event, signal)).toMatchObject({
      kind: 'known',
      record: { status: 'accepted' },
    });
    await work.finish(removed, signal);
    const told = { ...event, reason: 'told otherwise' };
    expect(await ledger.accept(told, signal)).toMatchObject({ kind: 'known', record: { ending: removed } });
  });

  it.each([
    ['threadId', { threadId: '19:other@thread.v2' }],
    ['participant', { participant: anEvent().participant }],
    ['effectiveAt', { effectiveAt: 1 }],
    ['occurredAt', { occurredAt: 1 }],
  ])('keeps the first decision when its id comes with another %s', async (member, change) => {
    const { ledger } = fresh();
    const event = anEvent();
    await acceptNew(ledger, event);
    expect(await ledger.accept({ ...event, ...change }, signal)).toEqual({
      kind: 'conflict',
      differs: [member],
    });
    expect(await ledger.find(event.decision, signal)).toMatchObject({ event });
  });

  it('goes on when the reply to its own write is lost', async () => {
    const { host, rows } = fresh();
    const losing = losingReplies(rows);
    const ledger = host({ rows: losing });
    losing.loseNext();
    const work = await acceptNew(ledger, anEvent());
    expect(await work.finish(removed, signal)).toBe(true);
  });

  it('lets only one of two hosts have an event', async () => {
    const { host } = fresh();
    const event = anEvent();
    const kinds = await Promise.all([host(), host(), host()].map((ledger) => ledger.accept(event, signal)));
    expect(kinds.map(({ kind }) => kind).sort()).toEqual(['known', 'known', 'work']);
  });

  it('leaves what is for later to nobody until then', async () => {
    const { ledger, clock } = fresh();
    const event = anEvent();
    const effectiveAt = clock.now() + 10 * minute;
    expect(await ledger.accept(event, signal, { notBefore: effectiveAt })).toMatchObject({
      kind: 'waits',
      record: { status: 'scheduled', attempts: 0, notBefore: effectiveAt },
    });
    expect(await ledger.begin(event.decision, signal)).toMatchObject({ kind: 'leave' });
    expect((await ledger.takeOverdue(10, signal)).taken).toEqual([]);
    clock.pass(10 * minute);
    expect((await ledger.takeOverdue(10, signal)).taken).toEqual([event.decision]);
    expect((await beginWork(ledger, event.decision)).record).toMatchObject({
      status: 'accepted',
      attempts: 1,
    });
  });
});

describe('begin', () => {
  it('leaves what somebody is at', async () => {
    const { ledger, host } = fresh();
    const event = anEvent();
    await acceptNew(ledger, event);
    expect(await host().begin(event.decision, signal)).toMatchObject({ kind: 'leave' });
  });

  it('takes over when the lease has run out, and then the first may write nothing more', async () => {
    const { ledger, host, clock } = fresh();
    const event = anEvent();
    const first = await acceptNew(ledger, event);
    clock.pass(30_000);
    const second = await beginWork(host(), event.decision);
    expect(second.record.attempts).toBe(2);
    expect(await first.finish(failed, signal)).toBe(false);
    expect(await first.putBack(0, away, signal)).toBe(false);
    expect(await second.finish(removed, signal)).toBe(true);
    expect(await ledger.find(event.decision, signal)).toMatchObject({ status: 'done', ending: removed });
  });

  it('goes on when the reply to its own write is lost', async () => {
    const { ledger, host, rows, clock } = fresh();
    const event = anEvent();
    await acceptNew(ledger, event);
    clock.pass(30_000);
    const losing = losingReplies(rows);
    losing.loseNext();
    const work = await beginWork(host({ rows: losing }), event.decision);
    expect(work.record.attempts).toBe(2);
  });

  it('lets only one of many hosts have it', async () => {
    const { ledger, host, clock } = fresh();
    const event = anEvent();
    await acceptNew(ledger, event);
    clock.pass(30_000);
    const begun = await Promise.all(Array.from({ length: 5 }, () => host().begin(event.decision, signal)));
    expect(begun.map(({ kind }) => kind).sort()).toEqual(['leave', 'leave', 'leave', 'leave', 'work']);
  });

  it('obeys the time before which it is not to be set about, and that alone', async () => {
    const { ledger, clock } = fresh();
    const event = anEvent();
    const work = await acceptNew(ledger, event);
    await work.putBack(clock.now() + 5 * minute, away, signal);
    clock.pass(5 * minute - 1);
    expect(await ledger.begin(event.decision, signal)).toMatchObject({ kind: 'leave' });
    clock.pass(1);
    await beginWork(ledger, event.decision);
  });

  it('sees what is overdue whatever the sweep has done to its due row', async () => {
    const { ledger, clock } = fresh();
    const event = anEvent();
    await acceptNew(ledger, event);
    clock.pass(31_000);
    await ledger.takeOverdue(10, signal);
    await beginWork(ledger, event.decision);
  });

  it('does not act on what has ended', async () => {
    const { ledger } = fresh();
    const event = anEvent();
    await (await acceptNew(ledger, event)).finish(removed, signal);
    expect(await ledger.begin(event.decision, signal)).toMatchObject({
      kind: 'leave',
      record: { status: 'done' },
    });
  });

  it('says when there is nothing of that name', async () => {
    expect(await fresh().ledger.begin('nothing', signal)).toEqual({ kind: 'unknown' });
  });

  it('ends calls early enough, measured from before it asked, by a clock that cannot be set back', async () => {
    const { ledger, clock } = fresh();
    const before = clock.monotonic();
    expect((await acceptNew(ledger, anEvent())).lastCallAt).toBe(before + 22_000);
  });

  it('makes a decision wait that loses its leases again and again, and gives up after ten over an hour', async () => {
    const { ledger, clock } = fresh();
    const event = anEvent();
    await acceptNew(ledger, event);
    const begun: string[] = [];
    for (let step = 0; step < 400 && begun.at(-1) !== 'failed'; step += 1) {
      clock.pass(30_000);
      const next = await ledger.begin(event.decision, signal);
      begun.push(next.kind === 'leave' ? next.record.status : next.kind);
    }
    expect(begun.slice(0, 2)).toEqual(['work', 'work']);
    expect(begun.filter((kind) => kind === 'work').length).toBeGreaterThanOrEqual(9);
    expect(begun.length).toBeGreaterThan(120);
    expect(await ledger.find(event.decision, signal)).toMatchObject({
      status: 'failed',
      ending: { problem: { code: 'gave-up' } },
    });
  });
});

describe('finish', () => {
  it('ends the work: no due row is left, and a time to delete it', async () => {
    const { ledger, clock, keys } = fresh();
    const event = anEvent();
    await (await acceptNew(ledger, event)).finish(removed, signal);
    const expires = new Date(clock.now() + 90 * day).toISOString();
    expect(await keys()).toEqual([`event|${event.decision}`, `expire|${expires}|${event.decision}`]);
  });

  it('goes on when the reply to its own write is lost, and says that it is written', async () => {
    const { host, rows, ledger } = fresh();
    const losing = losingReplies(rows);
    const event = anEvent();
    const work = await acceptNew(host({ rows: losing }), event);
    losing.loseNext();
    expect(await work.finish(removed, signal)).toBe(true);
    expect(await ledger.find(event.decision, signal)).toMatchObject({ ending: removed });
  });

  it('is not put off by the sweep, which moves the due row of work that somebody is at', async () => {
    const { ledger, clock, keys } = fresh();
    const event = anEvent();
    const work = await acceptNew(ledger, event);
    clock.pass(30_001);
    await ledger.takeOverdue(10, signal);
    expect(await work.finish(removed, signal)).toBe(true);
    expect((await keys()).filter((key) => key.startsWith('due|'))).toEqual([]);
  });

  it('puts what has failed on the list of failures', async () => {
    const { ledger } = fresh();
    const events = [anEvent(), anEvent(), anEvent()];
    for (const event of events) await (await acceptNew(ledger, event)).finish(failed, signal);
    const first = await ledger.list('failed', 2, signal);
    expect(first.items).toHaveLength(2);
    const rest = await ledger.list('failed', 2, signal, first.continuation);
    const listed = [...first.items, ...rest.items].map(({ decision }) => decision);
    expect(listed.sort()).toEqual(events.map(({ decision }) => decision).sort());
    expect(first.items[0]?.record).toMatchObject({ status: 'failed', ending: failed });
  });
});

describe('putBack', () => {
  it('says what stood in the way, and leaves nothing of it once it has ended well', async () => {
    const { ledger, clock } = fresh();
    const event = anEvent();
    await (await acceptNew(ledger, event)).putBack(clock.now(), away, signal);
    expect(await ledger.find(event.decision, signal)).toMatchObject({ status: 'accepted', lastError: away });
    await (await beginWork(ledger, event.decision)).finish(removed, signal);
    expect(await ledger.find(event.decision, signal)).not.toHaveProperty('lastError');
  });

  it('is found by the sweep when its queue message is lost', async () => {
    const { ledger, clock } = fresh();
    const event = anEvent();
    await (await acceptNew(ledger, event)).putBack(clock.now() + minute, away, signal);
    clock.pass(minute);
    expect((await ledger.takeOverdue(10, signal)).taken).toEqual([]);
    clock.pass(15_000);
    expect((await ledger.takeOverdue(10, signal)).taken).toEqual([event.decision]);
  });
});

describe('takeOverdue', () => {
  it('finds a decision whose host has died, within its lease', async () => {
    const { ledger, clock } = fresh();
    const event = anEvent();
    await acceptNew(ledger, event);
    expect(await ledger.oldestOverdue(signal)).toBeUndefined();
    clock.pass(30_000);
    expect(await ledger.oldestOverdue(signal)).toBe(clock.now());
    expect(await ledger.takeOverdue(10, signal)).toEqual({ found: 1, taken: [event.decision] });
    await (await beginWork(ledger, event.decision)).finish(removed, signal);
    expect(await ledger.oldestOverdue(signal)).toBeUndefined();
  });

  it('lets only one of two sweeps queue it, and another one a minute later', async () => {
    const { ledger, host, clock } = fresh();
    const event = anEvent();
    await acceptNew(ledger, event);
    clock.pass(30_000);
    const sweeps = await Promise.all([ledger.takeOverdue(10, signal), host().takeOverdue(10, signal)]);
    expect(sweeps.flatMap(({ taken }) => taken)).toEqual([event.decision]);
    clock.pass(minute);
    expect((await ledger.takeOverdue(10, signal)).taken).toEqual([event.decision]);
  });

  it('takes as many as it is told to, those due first first', async () => {
    const { ledger, clock } = fresh();
    const events = [anEvent(), anEvent(), anEvent()];
    for (const event of events) {
      await acceptNew(ledger, event);
      clock.pass(1_000);
    }
    clock.pass(minute);
    const { found, taken } = await ledger.takeOverdue(2, signal);
    expect([found, taken.sort()]).toEqual([
      2,
      events
        .slice(0, 2)
        .map(({ decision }) => decision)
        .sort(),
    ]);
  });
});

describe('a row that nobody can read', () => {
  it.each([
    ['another version', { version: 2 }],
    ['JSON broken by hand', { event: '{"id":' }],
    ['a participant that is nobody', { event: '{"participant":"garbage"}' }],
    ['a time that is no time', { received: 'yesterday' }],
  ])('(%s) fails by itself, is listed, and holds nothing up', async (_what, change) => {
    const { ledger, rows, clock } = fresh();
    const [damaged, whole] = [anEvent(), anEvent()];
    await acceptNew(ledger, damaged);
    await acceptNew(ledger, whole);
    await changeByHand(rows, damaged, change as Record<string, string | number>);

    clock.pass(30_000);
    const { taken } = await ledger.takeOverdue(10, signal);
    expect(taken.sort()).toEqual([damaged.decision, whole.decision].sort());
    expect(await ledger.begin(damaged.decision, signal)).toEqual({ kind: 'damaged' });
    await (await beginWork(ledger, whole.decision)).finish(removed, signal);
    expect(await ledger.find(damaged.decision, signal)).toBe('damaged');
    expect((await ledger.list('failed', 10, signal)).items).toEqual([
      { decision: damaged.decision, record: 'damaged' },
    ]);
    clock.pass(2 * minute);
    expect(await ledger.takeOverdue(10, signal)).toEqual({ found: 0, taken: [] });
  });

  it('answers a delivery of its event with what is known of it', async () => {
    const { ledger, rows } = fresh();
    const event = anEvent();
    await acceptNew(ledger, event);
    await changeByHand(rows, event, { version: 2 });
    expect(await ledger.accept(event, signal)).toMatchObject({
      kind: 'known',
      record: { ending: { status: 'failed', problem: { code: 'damaged-record' } } },
    });
  });

  it('takes a due row with it that belongs to no decision', async () => {
    const { ledger, rows, keys } = fresh();
    await rows.write([{ create: 'due|2020-01-01T00:00:00.000Z|nobody', columns: {} }], signal);
    expect(await ledger.takeOverdue(10, signal)).toEqual({ found: 1, taken: [] });
    expect(await keys()).toEqual([]);
  });
});

describe('reopen', () => {
  it('lets a failed decision be tried again, for as long as a new one', async () => {
    const { ledger, clock, keys } = fresh();
    const event = anEvent();
    await (await acceptNew(ledger, event)).finish(failed, signal);
    clock.pass(3 * day);
    expect(await ledger.reopen(event.decision, signal)).toMatchObject({ status: 'failed' });
    expect((await keys()).map((key) => key.split('|')[0])).toEqual(['due', 'event']);
    const work = await beginWork(ledger, event.decision);
    expect(work.retrySince).toBe(clock.now());
    expect(work.record.received).toBe(clock.now() - 3 * day);
  });

  it('leaves alone what has not failed', async () => {
    const { ledger } = fresh();
    const event = anEvent();
    await (await acceptNew(ledger, event)).finish(removed, signal);
    expect(await ledger.reopen(event.decision, signal)).toMatchObject({ status: 'done' });
    expect(await ledger.find(event.decision, signal)).toMatchObject({ ending: removed });
    expect(await ledger.reopen('nothing', signal)).toBeUndefined();
  });
});

describe('deleteExpired', () => {
  it.each([
    ['done', removed],
    ['failed', failed],
  ] as const)(
    'deletes a decision that is %s with all its rows, and not a day too early',
    async (_status, ending) => {
      const { ledger, clock, keys } = fresh();
      await (await acceptNew(ledger, anEvent())).finish(ending, signal);
      clock.pass(90 * day - 1);
      expect(await ledger.deleteExpired(10, signal)).toEqual({ found: 0, deleted: 0 });
      clock.pass(1);
      expect(await ledger.deleteExpired(10, signal)).toEqual({ found: 1, deleted: 1 });
      expect(await keys()).toEqual([]);
    },
  );

  it('never deletes what has work left', async () => {
    const { ledger, clock } = fresh();
    const event = anEvent();
    await (await acceptNew(ledger, event)).finish(failed, signal);
    clock.pass(89 * day);
    await ledger.reopen(event.decision, signal);
    clock.pass(2 * day);
    expect(await ledger.deleteExpired(10, signal)).toEqual({ found: 0, deleted: 0 });
    expect(await ledger.find(event.decision, signal)).toMatchObject({ status: 'accepted' });
  });
});

describe('a sweep whose reply is lost', () => {
  it('queues what it has moved', async () => {
    const { ledger, host, rows, clock } = fresh();
    const event = anEvent();
    await acceptNew(ledger, event);
    clock.pass(30_000);
    const losing = losingReplies(rows);
    losing.loseNext();
    expect((await host({ rows: losing }).takeOverdue(10, signal)).taken).toEqual([event.decision]);
  });
});

describe('what the sweep cannot get done', () => {
  it('is still seen as overdue since it was due first', async () => {
    const { ledger, clock } = fresh();
    await acceptNew(ledger, anEvent());
    clock.pass(30_000);
    const due = clock.now();
    for (let sweeps = 0; sweeps < 10; sweeps += 1) {
      await ledger.takeOverdue(10, signal);
      clock.pass(minute);
    }
    expect(await ledger.oldestOverdue(signal)).toBe(due);
  });
});

describe('an orderly attempt', () => {
  it('wipes out the leases that were lost before it, however many there were', async () => {
    const { ledger, clock } = fresh();
    const event = anEvent();
    await acceptNew(ledger, event);
    for (let loss = 0; loss < 30; loss += 1) {
      clock.pass(31_000);
      await beginWork(ledger, event.decision);
      clock.pass(31_000);
      const work = await beginWork(ledger, event.decision);
      await work.putBack(clock.now() + 10 * minute, away, signal);
      clock.pass(10 * minute);
      await (await beginWork(ledger, event.decision)).putBack(clock.now(), away, signal);
      await beginWork(ledger, event.decision);
    }
    expect(await ledger.find(event.decision, signal)).toMatchObject({ status: 'accepted' });
  });

  it('that waits for the platform’s limit does not grow older by that', async () => {
    const { ledger, clock } = fresh();
    const event = anEvent();
    const first = await acceptNew(ledger, event);
    await first.putBack(clock.now() + 5 * minute, away, signal, false);
    clock.pass(5 * minute);
    expect((await beginWork(ledger, event.decision)).retrySince).toBe(first.retrySince + 5 * minute);
  });
});

describe('a row whose marker is gone', () => {
  it('does not keep a worker busy for ever', async () => {
    const { ledger, rows, clock, keys } = fresh();
    const event = anEvent();
    await acceptNew(ledger, event);
    const due = (await keys()).find((key) => key.startsWith('due|')) ?? '';
    await rows.write([{ delete: due }], signal);
    clock.pass(minute);
    await expect(ledger.begin(event.decision, signal)).rejects.toMatchObject({
      upstream: 'storage',
      retryable: true,
    });
  });
});

describe('a record that nobody could read', () => {
  it('leaves nothing behind when it is deleted for its age', async () => {
    const { ledger, rows, clock, keys } = fresh();
    const event = anEvent();
    await acceptNew(ledger, event);
    await changeByHand(rows, event, { version: 2 });
    clock.pass(minute);
    await ledger.takeOverdue(10, signal);
    clock.pass(90 * day);
    await ledger.deleteExpired(10, signal);
    expect(await keys()).toEqual([]);
  });
});

describe('reopen, when its reply is lost', () => {
  it('says what it has done', async () => {
    const { host, rows, ledger } = fresh();
    const event = anEvent();
    await (await acceptNew(ledger, event)).finish(failed, signal);
    const losing = losingReplies(rows);
    losing.loseNext();
    expect(await host({ rows: losing }).reopen(event.decision, signal)).toMatchObject({ status: 'failed' });
    expect(await ledger.find(event.decision, signal)).toMatchObject({ status: 'accepted' });
  });
});
