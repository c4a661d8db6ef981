import { describe, expect, it } from 'vitest';
import { bansInForce } from '../../../src/moderation/in-force.ts';
import type { ModerationEvent } from '../../../src/moderation/moderation-event.ts';
import { tidyStandings } from '../../../src/moderation/tidy-standings.ts';
import {
  anEvent,
  day,
  inThread,
  type MemoryWorld,
  memoryWorld,
  minute,
  personNo,
  retentionMs,
  second,
  signal,
  threadNo,
} from './memory-world.ts';
import { pass, passLong, steeredHost, take, workOffAt } from './steered-host.ts';

/** A world with one person in one thread. */
function seated(): MemoryWorld {
  const world = memoryWorld();
  world.threads.set(threadNo(1), new Set([personNo(1)]));
  return world;
}

const add = (world: MemoryWorld, thread = 1) => world.threads.get(threadNo(thread))?.add(personNo(1));
const isIn = (world: MemoryWorld) => world.threads.get(threadNo(1))?.has(personNo(1));
const record = async (world: MemoryWorld, { decision }: ModerationEvent) => {
  const found = await world.host().ledger.find(decision, signal);
  if (typeof found !== 'object') throw new Error('It should be on record.');
  return found;
};
const pairOf = (world: MemoryWorld) => world.host().standings.pair(inThread(1), signal);

/** A decision of our own that keeps up a ban. */
const rejoinOf = (ban: ModerationEvent, change: Partial<ModerationEvent> = {}) =>
  anEvent({ source: 'bouncer.rejoin', cause: { kind: 'ban', decision: ban.decision }, ...change });

const waits = { kind: 'goes-on', status: 'accepted' };
const done = (outcome: string) => ({ kind: 'ended', ending: { status: 'done', outcome } });

/** The unban has to wait, and once it says done nobody is called any more. */
async function endsBeforeItSays(
  world: MemoryWorld,
  unban: ModerationEvent,
  late: Promise<unknown>,
  go: () => void,
) {
  const before = world.sent.length;
  go();
  await late;
  expect(world.sent.length).toBe(before + 1);
  await pass(world, minute);
  const { ending, updated } = await record(world, unban);
  expect(ending).toEqual({ status: 'done', outcome: 'ban-lifted' });
  for (const { over } of world.sent) expect(over).toBeLessThanOrEqual(updated);
}

describe('standings, when things come between', () => {
  it('rejoin child reads a ban in force; unban writes its lift, sees nothing in flight, finishes; child SENDs', async () => {
    const world = seated();
    const ban = anEvent({ action: 'ban' });
    await take(world, ban);
    await passLong(world, minute);
    add(world);
    const host = steeredHost(world);
    const there = host.stopAt('call');
    const child = take(world, rejoinOf(ban), host);
    const go = await there;
    const unban = anEvent({ action: 'unban' });
    expect(await take(world, unban)).toEqual(waits);
    await endsBeforeItSays(world, unban, child, go);
  });

  it('ban in T reads both rows; unban `*` writes, finds nothing in its row, finishes; SEND', async () => {
    const world = seated();
    const host = steeredHost(world);
    const there = host.stopAt('call');
    const ban = take(world, anEvent({ action: 'ban' }), host);
    const go = await there;
    world.clock.pass(1);
    const unban = anEvent({ action: 'unban', threadId: '*' });
    expect(await take(world, unban)).toEqual(waits);
    await endsBeforeItSays(world, unban, ban, go);
  });

  it('the same, the mark written just after the unban looked', async () => {
    const world = seated();
    const host = steeredHost(world);
    const there = host.stopAt('write standings', 1);
    const ban = take(world, anEvent({ action: 'ban' }), host);
    const go = await there;
    world.clock.pass(1);
    expect(await take(world, anEvent({ action: 'unban', threadId: '*' }))).toEqual(done('ban-lifted'));
    go();
    expect(await ban).toMatchObject(done('superseded'));
    expect(world.sent).toEqual([]);
  });

  it('ban marks, child marks, child answers and clears, unban finishes, ban SENDs', async () => {
    const world = seated();
    const host = steeredHost(world);
    const there = host.stopAt('call');
    const event = anEvent({ action: 'ban' });
    // From the queue, where a call has more time than while a sender waits: so its mark reaches further than the child's.
    await world.host().ledger.accept(event, signal, { notBefore: world.clock.now() });
    const ban = workOffAt(world, event.decision, host);
    const go = await there;
    expect(await take(world, rejoinOf(event))).toEqual(done('removed'));
    world.clock.pass(2 * second);
    const unban = anEvent({ action: 'unban' });
    expect(await take(world, unban)).toEqual(waits);
    await endsBeforeItSays(world, unban, ban, go);
  });

  it('unban waits before writing its lift; rejoin children renew the mark for ever', async () => {
    const world = seated();
    const ban = anEvent({ action: 'ban' });
    await take(world, ban);
    world.clock.pass(1);
    const unban = anEvent({ action: 'unban' });
    expect(await take(world, unban)).toEqual(waits);
    expect((await pairOf(world)).thread.lift).toMatchObject({ decision: unban.decision });
    const { waitedFor } = await record(world, unban);
    for (let again = 0; again < 20; again += 1) {
      add(world);
      expect(await take(world, rejoinOf(ban))).toMatchObject(done('superseded'));
      await pass(world, second);
    }
    const { ending, updated } = await record(world, unban);
    expect(ending).toMatchObject({ outcome: 'ban-lifted' });
    expect(updated).toBeLessThan((waitedFor ?? 0) + 2 * second);
    expect(isIn(world)).toBe(true);
  });

  it('unban `*` looks again each time; a newer ban in T and a rejoining person: never ends', async () => {
    const world = seated();
    await take(world, anEvent({ action: 'ban' }));
    world.clock.pass(1);
    const unban = anEvent({ action: 'unban', threadId: '*' });
    await take(world, unban);
    const { waitedFor } = await record(world, unban);
    const newer = anEvent({ action: 'ban' });
    await pass(world, second);
    await take(world, newer);
    for (let again = 0; again < 10; again += 1) {
      add(world);
      await take(world, rejoinOf(newer));
      await pass(world, second);
    }
    const { ending, updated } = await record(world, unban);
    expect(ending).toBeDefined();
    expect(updated).toBeLessThan((waitedFor ?? 0) + 2 * second);
    await pass(world, minute);
    expect(isIn(world)).toBe(false);
  });

  it('the mark ends before the call can', async () => {
    const world = seated();
    const host = steeredHost(world);
    const there = host.stopAt('call');
    const event = anEvent();
    const late = take(world, event, host);
    const go = await there;
    const { actingUntil = 0 } = (await pairOf(world)).thread;
    world.clock.pass(actingUntil - world.clock.now() - 1_400);
    go();
    expect(await late).toEqual(waits);
    expect(world.sent).toEqual([]);
    await pass(world, minute);
    expect(world.sent).toHaveLength(1);
    expect(world.sent[0]?.over).toBeLessThanOrEqual((await pairOf(world)).thread.actingUntil ?? 0);
  });

  it('kick at 2, then a ban of 1 arrives late: "superseded", not banned', async () => {
    const world = seated();
    const occurredAt = world.clock.now();
    world.clock.pass(minute);
    await take(world, anEvent({ occurredAt: occurredAt + second }));
    expect(await take(world, anEvent({ action: 'ban', occurredAt }))).toMatchObject(done('ban-set'));
    expect(bansInForce(await pairOf(world), world.clock.now())).toHaveLength(1);
  });

  it('ban `*` at 1, unban T at 2, ban T at 3 until soon; on expiry `*` revives and removes someone let in', async () => {
    const world = seated();
    const { standings } = world.host();
    const everywhere = anEvent({ action: 'ban', threadId: '*' });
    const occurredAt = world.clock.now();
    const ban = { decision: everywhere.decision, source: 'test', occurredAt, received: occurredAt };
    await standings.change({ ...inThread(1), threadId: '*' }, {}, () => ({ ban }), signal);
    world.clock.pass(second);
    await take(world, anEvent({ action: 'unban' }));
    world.clock.pass(second);
    await take(world, anEvent({ action: 'ban', until: world.clock.now() + minute }));
    expect(isIn(world)).toBe(false);
    await pass(world, minute);
    add(world);
    expect(bansInForce(await pairOf(world), world.clock.now())).toEqual([]);
    expect(await take(world, rejoinOf(everywhere))).toMatchObject(done('superseded'));
    expect(isIn(world)).toBe(true);
    expect(bansInForce(await standings.pair(inThread(2), signal), world.clock.now())).toMatchObject([ban]);
  });

  it.each([0, 1])(
    'two bans of one instant with different `until`: arrival decides (%d first)',
    async (first) => {
      const world = seated();
      const occurredAt = world.clock.now();
      const bans = [minute, day].map((long, index) =>
        anEvent({ id: `tie-${index}`, action: 'ban', occurredAt, until: occurredAt + long }),
      );
      for (const ban of first === 0 ? bans : bans.toReversed()) await take(world, ban);
      const newest = bans.map(({ decision }) => decision).sort()[1];
      expect((await pairOf(world)).thread.ban?.decision).toBe(newest);
    },
  );

  it('a ban and an unban of one instant: the ban counts, whichever comes first', async () => {
    for (const actions of [
      ['ban', 'unban'],
      ['unban', 'ban'],
    ] as const) {
      const world = seated();
      const occurredAt = world.clock.now();
      for (const action of actions) await take(world, anEvent({ action, occurredAt }));
      expect(bansInForce(await pairOf(world), world.clock.now())).toHaveLength(1);
    }
  });

  it('reconcile checks, the ban expires, SEND', async () => {
    const world = seated();
    const ban = anEvent({ action: 'ban', until: world.clock.now() + minute });
    await take(world, ban);
    world.clock.pass(minute - 500);
    add(world);
    const host = steeredHost(world);
    const there = host.stopAt('call');
    const child = take(world, rejoinOf(ban, { source: 'bouncer.reconcile' }), host);
    const go = await there;
    world.clock.pass(500);
    const sent = world.sent.length;
    go();
    await child;
    await pass(world, minute);
    expect(world.sent).toHaveLength(sent);
    expect(isIn(world)).toBe(true);
  });

  it('hosts take the time for another than it is: the unban has ended, SEND', async () => {
    const world = seated();
    const host = steeredHost(world, { skewMs: -900 });
    const there = host.stopAt('call');
    const ban = take(world, anEvent({ action: 'ban' }), host);
    const go = await there;
    world.clock.pass(2_400);
    const ahead = world.host({ skewMs: 900 });
    const unban = anEvent({ action: 'unban' });
    expect(await take(world, unban, ahead)).toEqual(waits);
    go();
    await ban;
    expect(world.sent).toHaveLength(1);
    await pass(world, minute, ahead);
    const { ending, updated } = await record(world, unban);
    expect(ending).toMatchObject({ outcome: 'ban-lifted' });
    expect(world.sent[0]?.over).toBeLessThanOrEqual(updated - 900);
  });

  const tidy = (world: MemoryWorld) =>
    tidyStandings({ ...world.host(), retentionMs }, { info: () => {}, warn: () => {}, error: () => {} });

  it.each([
    ['in the same place', {}, {}],
    ['the unban everywhere', {}, { threadId: '*' }],
    ['the removal everywhere', { threadId: '*' }, {}],
  ])(
    'scheduled removal at 1, unban at 2, 90 days, lift purged, effectiveAt: SEND (%s)',
    async (_where, of, off) => {
      const world = seated();
      const removal = anEvent({ ...of, effectiveAt: world.clock.now() + 120 * day });
      expect(await take(world, removal)).toEqual({ kind: 'goes-on', status: 'scheduled' });
      world.clock.pass(second);
      await take(world, anEvent({ ...off, action: 'unban' }));
      for (let days = 0; days < 120; days += 10) {
        await tidy(world);
        await passLong(world, 10 * day);
      }
      const outcome = removal.threadId === '*' ? 'fanned-out' : 'superseded';
      expect((await record(world, removal)).ending).toMatchObject({ outcome });
      expect([world.sent, isIn(world)]).toEqual([[], true]);
      await passLong(world, retentionMs + 2 * day);
      await tidy(world);
      await passLong(world, 2 * day);
      await tidy(world);
      expect(world.rows.standings.all()).toEqual([]);
    },
  );

  it('a decision so old that what is newer may be forgotten is turned away when its standing is written', async () => {
    const world = seated();
    const occurredAt = world.clock.now();
    world.clock.pass(retentionMs + 1);
    const ending = { status: 'rejected', problem: { code: 'too-old' } };
    for (const action of ['remove', 'ban', 'unban'] as const) {
      expect(await take(world, anEvent({ action, occurredAt }))).toMatchObject({ kind: 'ended', ending });
    }
    expect([world.sent, world.rows.standings.all()]).toEqual([[], []]);
  });

  it('expired ban purged early lets an older, late ban stand', async () => {
    const world = seated();
    const occurredAt = world.clock.now();
    world.clock.pass(day);
    await take(world, anEvent({ action: 'ban', until: world.clock.now() + minute }));
    for (let days = 1; days < 80; days += 8) {
      await passLong(world, 8 * day);
      await tidy(world);
    }
    add(world);
    world.clock.pass(occurredAt + retentionMs - world.clock.now());
    expect(await take(world, anEvent({ action: 'ban', occurredAt }))).toMatchObject(done('superseded'));
    expect(isIn(world)).toBe(true);
  });

  it('a lift outlives its age as long as a ban from every thread would be in force again without it', async () => {
    const world = seated();
    const { standings } = world.host();
    const occurredAt = world.clock.now();
    const ban = { decision: 'ban', source: 'test', occurredAt, received: occurredAt };
    await standings.change({ ...inThread(1), threadId: '*' }, {}, () => ({ ban }), signal);
    world.clock.pass(second);
    await take(world, anEvent({ action: 'unban' }));
    for (let days = 0; days < 400; days += 20) {
      await passLong(world, 20 * day);
      await tidy(world);
    }
    const pair = await pairOf(world);
    expect(pair).toMatchObject({ thread: { lift: {} }, every: { ban } });
    expect(bansInForce(pair, world.clock.now())).toEqual([]);
  });

  it('host stalls past its lease, another finishes, the first SENDs', async () => {
    const world = seated();
    const host = steeredHost(world);
    const there = host.stopAt('call');
    const event = anEvent({ action: 'ban' });
    const stalled = take(world, event, host);
    const go = await there;
    world.clock.pass(31 * second);
    await workOffAt(world, event.decision);
    expect((await record(world, event)).ending).toMatchObject({ outcome: 'ban-set' });
    go();
    await stalled;
    expect(world.sent).toHaveLength(1);
  });

  it('host stalls past its lease, another finishes, the first writes a standing', async () => {
    const world = seated();
    const host = steeredHost(world);
    const there = host.stopAt('reply read standings');
    const event = anEvent({ action: 'ban' });
    const stalled = take(world, event, host);
    const go = await there;
    world.clock.pass(31 * second);
    await workOffAt(world, event.decision, world.host({ policy: { enforcement: 'dry-run' } }));
    expect((await record(world, event)).ending).toMatchObject({ outcome: 'dry-run' });
    go();
    await stalled;
    expect(world.rows.standings.all()).toEqual([]);
  });

  it('ENFORCEMENT turned to dry-run between the standing’s write and a retry: record says dry-run, ban in force', async () => {
    const world = seated();
    const host = steeredHost(world);
    const there = host.stopAt('call');
    const event = anEvent({ action: 'ban' });
    void take(world, event, host);
    await there;
    world.clock.pass(31 * second);
    await workOffAt(world, event.decision, world.host({ policy: { enforcement: 'dry-run' } }));
    expect((await record(world, event)).ending).toMatchObject({ outcome: 'ban-set' });
    expect(isIn(world)).toBe(false);
  });
});
