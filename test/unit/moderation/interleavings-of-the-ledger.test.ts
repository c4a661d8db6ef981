import { describe, expect, it } from 'vitest';
import { decide } from '../../../src/moderation/decide.ts';
import { acceptWork } from './accept-work.ts';
import { anEvent, day, memoryWorld, minute, moderator, retentionMs, second, signal } from './memory-world.ts';
import { pass, steeredHost, take, workOffAt } from './steered-host.ts';

const done = (outcome: string) => ({ kind: 'ended', ending: { status: 'done', outcome } });
const hold = { code: 'over-rate', detail: 'More than 10 in this minute.' } as const;

describe('the ledger, when things come between', () => {
  it('accept’s reply is cut, the client retries, 409 on its own row', async () => {
    const world = memoryWorld();
    const cut = world.host();
    const event = anEvent();
    await cut.ledger.accept(event, signal);
    expect(await take(world, event)).toEqual({ kind: 'goes-on', status: 'accepted' });
    await pass(world, 2 * minute);
    expect(await take(world, event)).toEqual(done('already-absent'));
    expect(world.sent).toHaveLength(1);
  });

  it('sweep moves due ahead and enqueues; begin drops messages whose due time is ahead; for ever', async () => {
    const world = memoryWorld();
    const event = anEvent();
    const work = await acceptWork(world.host(), event);
    await work.putBack(world.clock.now() + second, { code: 'away', detail: 'Away.' }, signal);
    world.clock.pass(30 * second);
    const { ledger } = world.host();
    expect((await ledger.takeOverdue(10, signal)).taken).toEqual([event.decision]);
    await workOffAt(world, event.decision);
    expect(await ledger.find(event.decision, signal)).toMatchObject({ status: 'done' });
  });

  it('over the rate -> held; a redelivery finds an "unfinished, unleased" record; rate calm; SEND', async () => {
    const world = memoryWorld();
    const event = anEvent();
    await world.host().ledger.accept(event, signal, { hold });
    expect(await take(world, event)).toMatchObject({ kind: 'goes-on', status: 'held' });
    await pass(world, 2 * minute);
    expect(world.sent).toEqual([]);
  });

  it('confirm not remembered: decide holds again, for ever', async () => {
    const world = memoryWorld();
    const { ledger } = world.host();
    const event = anEvent({ threadId: '*' });
    await ledger.accept(event, signal, { hold: { code: 'over-cap', detail: 'It would touch 900 threads.' } });
    await ledger.confirm(event.decision, signal);
    const begun = await ledger.begin(event.decision, signal);
    const { confirmed, hold } = begun.kind === 'work' ? begun.work.record : {};
    expect([confirmed !== undefined, hold?.code]).toEqual([true, 'over-cap']);
    const policy = {
      actingIdentity: moderator,
      protectedIds: new Set<string>(),
      enforcement: 'on',
      maxFanout: 1,
      activeRules: new Set<string>(),
      retentionMs,
    } as const;
    const facts = { received: 0, now: 0, capLifted: true };
    const pair = { thread: {}, every: {} };
    expect(decide(event, pair, policy, facts)).toEqual({ do: 'fan-out', cap: Number.POSITIVE_INFINITY });
    const unconfirmed = { received: 0, now: 0 };
    expect(decide(event, pair, policy, unconfirmed)).toEqual({ do: 'fan-out', cap: 1 });
  });

  it('held, nobody confirms: never terminal', async () => {
    const world = memoryWorld();
    const event = anEvent();
    await world.host().ledger.accept(event, signal, { hold });
    world.clock.pass(7 * day);
    await pass(world, minute);
    expect(await take(world, event)).toMatchObject({
      ending: { status: 'rejected', problem: { code: 'not-confirmed' } },
    });
  });

  it('host stalls past its lease, another finishes, the first writes its outcome', async () => {
    const world = memoryWorld();
    const host = steeredHost(world);
    const there = host.stopAt('reply call');
    const event = anEvent();
    const stalled = take(world, event, host);
    const go = await there;
    world.clock.pass(31 * second);
    await workOffAt(world, event.decision);
    const before = await world.host().ledger.find(event.decision, signal);
    go();
    expect(await stalled).toEqual({ kind: 'goes-on', status: 'accepted' });
    expect(await world.host().ledger.find(event.decision, signal)).toEqual(before);
  });
});
