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
const hold = { code: 'over-rate', detail: 'More than 10 in this minute.' } as const;

describe('a decision that is held', () => {
  it('waits for nobody but whoever confirms it: neither a worker nor a redelivery sets about it', async () => {
    const { ledger, clock } = fresh();
    const event = anEvent();
    expect(await ledger.accept(event, signal, { hold })).toMatchObject({
      kind: 'waits',
      record: { status: 'held', hold, heldUntil: clock.now() + 7 * day },
    });
    clock.pass(day);
    expect((await ledger.takeOverdue(10, signal)).taken).toEqual([]);
    expect(await ledger.begin(event.decision, signal)).toMatchObject({ kind: 'leave' });
    expect(await ledger.accept(event, signal)).toMatchObject({ kind: 'known', record: { status: 'held' } });
  });

  it('goes on once it is confirmed, and remembers that it was', async () => {
    const { ledger, clock } = fresh();
    const event = anEvent();
    await ledger.accept(event, signal, { hold });
    clock.pass(minute);
    expect(await ledger.confirm(event.decision, signal)).toMatchObject({ status: 'held' });
    const work = await beginWork(ledger, event.decision);
    expect(work.record).toMatchObject({ status: 'accepted', confirmed: clock.now(), hold });
    expect(work.retrySince).toBe(clock.now());
  });

  it('is rejected when nobody has confirmed it for as long as it is held', async () => {
    const { ledger, clock, keys } = fresh();
    const event = anEvent();
    await ledger.accept(event, signal, { hold });
    clock.pass(7 * day);
    expect((await ledger.takeOverdue(10, signal)).taken).toEqual([event.decision]);
    expect(await ledger.begin(event.decision, signal)).toMatchObject({
      kind: 'leave',
      record: { status: 'rejected', ending: { problem: { code: 'not-confirmed' } } },
    });
    expect((await keys()).map((key) => key.split('|')[0])).toEqual(['event', 'expire']);
    expect(await ledger.confirm(event.decision, signal)).toMatchObject({ status: 'rejected' });
  });

  it('may be held by whoever works on it', async () => {
    const { ledger, keys } = fresh();
    const event = anEvent();
    const work = await acceptNew(ledger, event);
    expect(await work.hold(hold, signal)).toBe(true);
    expect(await ledger.find(event.decision, signal)).toMatchObject({ status: 'held', hold });
    expect((await keys()).map((key) => key.split('|')[0])).toEqual(['due', 'event', 'held']);
  });

  it('is confirmed once, also when the reply to that is lost', async () => {
    const { ledger, host, rows } = fresh();
    const event = anEvent();
    await ledger.accept(event, signal, { hold });
    const losing = losingReplies(rows);
    losing.loseNext();
    expect(await host({ rows: losing }).confirm(event.decision, signal)).toMatchObject({ status: 'held' });
    expect(await ledger.confirm(event.decision, signal)).toMatchObject({ status: 'accepted' });
  });

  it('is listed while it is held', async () => {
    const { ledger, clock } = fresh();
    const [first, second] = [anEvent(), anEvent()];
    await ledger.accept(first, signal, { hold });
    clock.pass(minute);
    await ledger.accept(second, signal, { hold });
    const listed = async () => (await ledger.list('held', 10, signal)).items.map(({ decision }) => decision);
    expect(await listed()).toEqual([first.decision, second.decision]);
    await ledger.confirm(first.decision, signal);
    expect(await listed()).toEqual([second.decision]);
  });
});

describe('a decision that is scheduled', () => {
  it('is listed until its time comes', async () => {
    const { ledger, clock } = fresh();
    const event = anEvent();
    await ledger.accept(event, signal, { notBefore: clock.now() + minute });
    expect((await ledger.list('scheduled', 10, signal)).items).toMatchObject([{ decision: event.decision }]);
    clock.pass(minute);
    await beginWork(ledger, event.decision);
    expect((await ledger.list('scheduled', 10, signal)).items).toEqual([]);
  });
});

describe('an event that cannot be used', () => {
  const unusable = (id: string) => ({
    source: 'vendor',
    id,
    decision: `unusable-${id}`,
    faults: [{ pointer: '/data/user', detail: 'is not a communication identifier' }],
  });
  const ending = {
    status: 'rejected',
    problem: { code: 'unusable-event', detail: 'It cannot be carried out.' },
  } as const;

  it('is on record as rejected, with what is wrong with it', async () => {
    const { ledger, keys } = fresh();
    const event = unusable('1');
    expect(await ledger.acceptUnusable(event, ending, signal)).toMatchObject({
      kind: 'waits',
      record: { event, status: 'rejected', ending },
    });
    expect(await ledger.find(event.decision, signal)).toMatchObject({ event, ending });
    expect(await ledger.begin(event.decision, signal)).toMatchObject({ kind: 'leave' });
    expect((await keys()).map((key) => key.split('|')[0])).toEqual(['event', 'expire']);
  });

  it('stays rejected whatever is sent under its id', async () => {
    const { ledger } = fresh();
    const event = unusable('2');
    await ledger.acceptUnusable(event, ending, signal);
    expect(await ledger.acceptUnusable(event, ending, signal)).toMatchObject({ kind: 'known' });
    const usable = anEvent({ decision: event.decision });
    expect(await ledger.accept(usable, signal)).toMatchObject({ kind: 'known', record: { ending } });
  });
});
