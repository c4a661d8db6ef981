import { describe, expect, it } from 'vitest';
import {
  acceptNew,
  anEvent,
  beginWork,
  day,
  ledgersUnderTest,
  losingReplies,
  minute,
  signal,
} from './ledger-under-test.ts';

const fresh = ledgersUnderTest();
const why = { code: 'waits-for-slot', detail: 'Its turn comes.' };

describe('a decision that waits for a time', () => {
  it('is left alone until then, says why, and grows no older by it', async () => {
    const { ledger, clock } = fresh();
    const event = anEvent();
    const work = await acceptNew(ledger, event);
    expect(await work.wait({ until: clock.now() + 5 * minute, why }, signal)).toBe(true);
    expect(await ledger.find(event.decision, signal)).toMatchObject({ status: 'accepted', lastError: why });
    clock.pass(5 * minute - 1);
    expect(await ledger.begin(event.decision, signal)).toMatchObject({ kind: 'leave' });
    clock.pass(1);
    expect((await beginWork(ledger, event.decision)).retrySince).toBe(work.retrySince + 5 * minute);
  });

  it('does not grow older either by coming late after that, however often', async () => {
    const { ledger, clock } = fresh();
    const event = anEvent();
    let work = await acceptNew(ledger, event);
    const { retrySince } = work;
    const started = clock.now();
    for (let times = 0; times < 5; times += 1) {
      await work.wait({ until: clock.now() + minute, why }, signal);
      clock.pass(minute + 3_000);
      work = await beginWork(ledger, event.decision);
    }
    expect(work.retrySince - retrySince).toBe(clock.now() - started);
  });

  it('for which it is meant by its own words is scheduled, and is tried from then on', async () => {
    const { ledger, clock, keys } = fresh();
    const event = anEvent();
    const until = clock.now() + day;
    await (await acceptNew(ledger, event)).wait({ until }, signal);
    expect(await ledger.find(event.decision, signal)).toMatchObject({
      status: 'scheduled',
      notBefore: until,
    });
    expect((await ledger.list('scheduled', 10, signal)).items).toHaveLength(1);
    expect((await keys()).map((key) => key.split('|')[0])).toEqual(['due', 'event', 'scheduled']);
    clock.pass(day);
    expect((await beginWork(ledger, event.decision)).retrySince).toBe(until);
    expect((await keys()).map((key) => key.split('|')[0])).toEqual(['due', 'event']);
  });

  it('and no other remembers which, whatever else it waits for later', async () => {
    const { ledger, clock } = fresh();
    const event = anEvent();
    const until = clock.now() + minute;
    await (await acceptNew(ledger, event)).wait({ until, why, once: true }, signal);
    clock.pass(minute);
    const again = await beginWork(ledger, event.decision);
    expect(again.record.waitedFor).toBe(until);
    await again.wait({ until: until + minute, why }, signal);
    clock.pass(minute);
    expect((await beginWork(ledger, event.decision)).record.waitedFor).toBe(until);
  });

  it('waits once when the reply to that is lost, and is found by the sweep when its message is', async () => {
    const { ledger, host, rows, clock } = fresh();
    const losing = losingReplies(rows);
    const event = anEvent();
    const work = await acceptNew(host({ rows: losing }), event);
    losing.loseNext();
    expect(await work.wait({ until: clock.now() + minute, why }, signal)).toBe(true);
    clock.pass(minute + 15_000);
    expect((await ledger.takeOverdue(10, signal)).taken).toEqual([event.decision]);
  });

  it('does not wait by the word of somebody whose lease is over', async () => {
    const { ledger, host, clock } = fresh();
    const event = anEvent();
    const first = await acceptNew(ledger, event);
    clock.pass(30_000);
    await beginWork(host(), event.decision);
    expect(await first.wait({ until: clock.now() + day }, signal)).toBe(false);
    expect(await ledger.find(event.decision, signal)).toMatchObject({ status: 'accepted' });
  });
});
