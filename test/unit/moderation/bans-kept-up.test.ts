import { describe, expect, it } from 'vitest';
import { decisionId } from '../../../src/moderation/decision-id.ts';
import type { EnforcePorts } from '../../../src/moderation/enforce.ts';
import { keepOut } from '../../../src/moderation/keep-out.ts';
import { reconcileBans } from '../../../src/moderation/reconcile/reconcile-bans.ts';
import { answer } from './cleanup-scene.ts';
import {
  anEvent,
  type Gate,
  inThread,
  type MemoryWorld,
  memoryWorld,
  minute,
  noAnswer,
  personNo,
  second,
  signal,
  threadNo,
} from './memory-world.ts';
import { pass, steeredHost, take, workOffAt } from './steered-host.ts';

const log = { info: () => {}, warn: () => {}, error: () => {} };
const add = (world: MemoryWorld) => world.threads.get(threadNo(1))?.add(personNo(1));
const isIn = (world: MemoryWorld) => world.threads.get(threadNo(1))?.has(personNo(1));
const rejoin = (id: string) => decisionId('bouncer.rejoin', id);
const removals = (world: MemoryWorld) => world.sent.filter(({ rawId }) => rawId === personNo(1)).length;

/** Event Grid tells that they are back. */
async function tell(world: MemoryWorld, eventId: string, host: EnforcePorts = world.host()) {
  const limits = { signal, deadline: world.clock.monotonic() + 2_500, attemptMs: 1_500, retries: 0 };
  await keepOut({ eventId, threadId: threadNo(1), rawIds: [personNo(1)] }, host, log, limits);
}

/** Somebody who was banned from a thread a minute ago, and is out. */
async function banned(): Promise<MemoryWorld> {
  const world = memoryWorld();
  world.threads.set(threadNo(1), new Set([personNo(1)]));
  await take(world, anEvent({ action: 'ban' }));
  await pass(world, minute);
  return world;
}

describe('an event that tells of many people', () => {
  it('has all of them put out again who are banned, past one of whom nobody can read what is on record', async () => {
    const world = memoryWorld();
    const people = [1, 2, 3].map(personNo);
    world.threads.set(threadNo(1), new Set(people));
    for (const rawId of people) await take(world, anEvent({ action: 'ban', rawId }));
    await pass(world, minute);
    for (const rawId of people) world.threads.get(threadNo(1))?.add(rawId);

    const host = world.host();
    const standings: typeof host.standings = {
      ...host.standings,
      pair: async (place, ...rest) => {
        if (place.participant === personNo(1))
          throw answer(422, { upstream: 'storage', code: 'DamagedStanding' });
        return await host.standings.pair(place, ...rest);
      },
    };
    const limits = { signal, deadline: world.clock.monotonic() + 2_500, attemptMs: 1_500, retries: 0 };
    const told = keepOut(
      { eventId: 'e1', threadId: threadNo(1), rawIds: people },
      { ...host, standings },
      log,
      limits,
    );
    // So that it is told again.
    await expect(told).rejects.toMatchObject({ code: 'DamagedStanding' });
    expect([...(world.threads.get(threadNo(1)) ?? [])]).toEqual([personNo(1)]);
  });
});

const standingOf = async (world: MemoryWorld) =>
  (await world.host().standings.pair(inThread(1), signal)).thread;

/** Lets time pass until the removal that waits is due, and nobody comes to it. */
async function passUntilNext(world: MemoryWorld): Promise<void> {
  const { next } = await standingOf(world);
  if (!next) throw new Error('One should wait.');
  world.clock.pass(next.at + 100 - world.clock.now());
}

/** As many others are removed from the thread as ACS lets be removed at once: whoever comes next waits. */
async function useUpSlots(world: MemoryWorld): Promise<void> {
  for (let person = 2; person <= 11; person += 1) await take(world, anEvent({ rawId: personNo(person) }));
}

describe('whoever is banned and back, once the removal has been that waited for its turn', () => {
  it('is out again within a minute where only looking finds them', async () => {
    const world = await banned();
    await useUpSlots(world);
    add(world);
    await reconcileBans(world.host(), log);
    await pass(world, 5 * second);
    expect(isIn(world)).toBe(true);
    await pass(world, 15 * second);
    expect(isIn(world)).toBe(false);

    add(world);
    await pass(world, 40 * second);
    await reconcileBans(world.host(), log);
    await pass(world, 5 * second);
    expect(isIn(world)).toBe(false);
  });

  it.each([
    ['is under way', false],
    ['is over', true],
  ])(
    'is out again also by the word of a host whose clock says it has yet to start (it %s)',
    async (_how, isOver) => {
      const world = await banned();
      await useUpSlots(world);
      add(world);
      await tell(world, 'first');
      await passUntilNext(world);
      const host = steeredHost(world);
      const there = host.stopAt('reply call');
      const first = workOffAt(world, rejoin('first'), host);
      const go = await there;
      expect(isIn(world)).toBe(false);
      add(world);
      if (isOver) go();
      if (isOver) await first;

      const late = world.host({ skewMs: -900 });
      expect((await standingOf(world)).next?.at).toBeGreaterThan(late.ledger.now());
      await tell(world, 'second', late);
      await pass(world, 5 * second);
      go();
      await first;
      expect(isIn(world)).toBe(false);
      expect(removals(world)).toBe(3);
    },
  );

  it('is not removed once more for the same event told twice', async () => {
    const world = await banned();
    await useUpSlots(world);
    add(world);
    await tell(world, 'first');
    await passUntilNext(world);
    await workOffAt(world, rejoin('first'));
    const before = removals(world);
    for (const skewMs of [-900, 0]) await tell(world, 'first', world.host({ skewMs }));
    await pass(world, minute);
    expect(removals(world)).toBe(before);
  });
});

describe('whoever comes back while a removal waits', () => {
  it('costs no other decision, however often they come', async () => {
    const world = await banned();
    await useUpSlots(world);
    const decisions = () => world.rows.decisions.all().filter(({ key }) => key.startsWith('event|')).length;
    const before = decisions();
    for (let times = 0; times < 100; times += 1) {
      add(world);
      await tell(world, `added-${times}`);
      world.clock.pass(second / 10);
    }
    await reconcileBans(world.host(), log);
    expect(decisions()).toBe(before + 1);
    await pass(world, 10 * second);
    expect(isIn(world)).toBe(false);
  });
});

describe('a removal that is to come in an hour, and whose host dies before that is on record', () => {
  /** A host that ACS tells to come in an hour, and that cannot write that down. */
  function dyingHost(world: MemoryWorld): EnforcePorts {
    let writes = 0;
    const gate: Gate = async (what) => {
      if (what !== 'write decisions') return undefined;
      writes += 1;
      if (writes > 1) throw noAnswer();
      return undefined;
    };
    const host = world.host({ gate });
    const removeParticipant = () => Promise.reject(answer(503, { retryAfterMs: 60 * minute }));
    return { ...host, chat: { ...host.chat, removeParticipant } };
  }

  it('is done when its lease is over, and whoever comes back after that is out at once', async () => {
    const world = await banned();
    add(world);
    await tell(world, 'first', dyingHost(world));
    expect((await standingOf(world)).next).toBeUndefined();
    expect(isIn(world)).toBe(true);
    await pass(world, 40 * second);
    expect(await world.host().ledger.find(rejoin('first'), signal)).toMatchObject({ status: 'done' });
    expect(isIn(world)).toBe(false);

    add(world);
    await tell(world, 'second');
    expect(isIn(world)).toBe(false);
  });

  it('keeps nobody in that has been noted before all the same', async () => {
    const world = await banned();
    add(world);
    await tell(world, 'first', dyingHost(world));
    const { standings, ledger } = world.host();
    // So it was written down first, once.
    const { ban } = await standingOf(world);
    const next = { decision: rejoin('first'), at: ledger.now() + 60 * minute, ban: ban?.decision ?? '' };
    await standings.change(inThread(1), {}, (standing) => ({ ...standing, next }), signal);
    await pass(world, 40 * second);
    expect(isIn(world)).toBe(false);

    add(world);
    await tell(world, 'second');
    expect(isIn(world)).toBe(false);
    add(world);
    await pass(world, minute);
    await reconcileBans(world.host(), log);
    await pass(world, 5 * second);
    expect(isIn(world)).toBe(false);
  });
});
