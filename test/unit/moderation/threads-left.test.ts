import { describe, expect, it } from 'vitest';
import { attempt } from '../../../src/moderation/attempt.ts';
import type { EnforcePorts } from '../../../src/moderation/enforce.ts';
import type { Work } from '../../../src/moderation/ledger.ts';
import type { ModerationEvent } from '../../../src/moderation/moderation-event.ts';
import { acceptWork } from './accept-work.ts';
import { answer } from './cleanup-scene.ts';
import { anEvent, memoryWorld, minute, personNo, signal } from './memory-world.ts';

const place = { participant: personNo(1), threadId: '*' };

/**
 * A decision about so many threads, listed one a page, of which each listing gives so many pages at most and then fails;
 * and what was listed.
 */
async function about(count: number, { pages = Number.POSITIVE_INFINITY, maxFanout = 500 } = {}) {
  const world = memoryWorld();
  const listed: string[] = [];
  const platform = { pages, failsWith: answer(429), knowsLinks: true };
  const chat: EnforcePorts['chat'] = {
    ...world.host().chat,
    async *listThreads(_limits, from = 'page 0') {
      if (from !== 'page 0' && !platform.knowsLinks) throw answer(400, { retryable: false });
      for (let page = Number(from.slice(5)), asked = 0; page < count; page += 1, asked += 1) {
        if (asked >= platform.pages) throw platform.failsWith;
        listed.push(`page ${page}`);
        const isLast = page === count - 1;
        const threads = [{ id: `19:page-${page}@thread.v2`, topic: 'A thread' }];
        yield { threads, ...(!isLast && { next: `page ${page + 1}` }) };
      }
    },
  };
  const host = world.host({ ports: { chat }, policy: { maxFanout } });
  const event = anEvent({ threadId: '*', action: 'ban' });
  let work: Work<ModerationEvent> = await acceptWork(host, event);
  const once = async () => {
    listed.length = 0;
    const within = { signal, deadline: world.clock.monotonic() + minute, attemptMs: 1_000, retries: 0 };
    return await attempt(work, host, within);
  };
  const begin = async () => {
    const begun = await host.ledger.begin(event.decision, signal);
    if (begun.kind !== 'work') throw new Error(`It should go on, and is ${begun.kind}.`);
    work = begun.work as Work<ModerationEvent>;
  };
  return {
    ...{ world, host, event, listed, platform, once },
    async again() {
      await work.putBack(0, { code: 'upstream-unavailable', detail: 'Not now.' }, signal, true);
      await begin();
      return await once();
    },
    /** Holds it for its reach, and confirms that. */
    async confirmed() {
      await work.hold({ code: 'over-cap', detail: 'It would touch many.' }, signal);
      await host.ledger.confirm(event.decision, signal);
      await begin();
      return await once();
    },
    ban: async () => (await host.standings.pair(place, signal)).every.ban?.decision,
    children: async () => (await host.ledger.listChildren(event.decision, 1_000, signal)).items.length,
    saved: async () => await host.progress.read(`fan-out ${event.decision}`, signal),
  };
}

const done = (threads: number) => ({
  status: 'done',
  detail: `A decision was made for each of ${threads} threads.`,
});

describe('a ban from every thread', () => {
  it('that somebody has confirmed is on record although no thread can be listed', async () => {
    const { confirmed, ban, event } = await about(10, { pages: 0 });
    expect(await confirmed()).toMatchObject({ status: 'unfinished', throttled: true });
    expect(await ban()).toBe(event.decision);
  });

  it('that may have to be held is not on record before it is known how many threads there are', async () => {
    const { once, again, platform, ban, event } = await about(10, { pages: 5 });
    expect(await once()).toMatchObject({ status: 'unfinished' });
    expect(await ban()).toBeUndefined();
    platform.pages = 10;
    expect(await again()).toMatchObject(done(10));
    expect(await ban()).toBe(event.decision);
  });

  it('is held as soon as it is known that there are too many', async () => {
    const { once, listed, ban, children } = await about(10, { maxFanout: 3 });
    expect(await once()).toMatchObject({
      status: 'held',
      problem: {
        detail: 'It would touch more than 3 threads, the most that one decision may touch (MAX_FANOUT).',
      },
    });
    expect([listed.length, await ban(), await children()]).toEqual([4, undefined, 0]);
  });

  it('is not held where an attempt has set about it already', async () => {
    const { once, host, event } = await about(10, { maxFanout: 3 });
    const ban = {
      decision: event.decision,
      source: 'test',
      occurredAt: host.ledger.now(),
      received: host.ledger.now(),
    };
    await host.standings.change(place, {}, () => ({ ban }), signal);
    expect(await once()).toMatchObject(done(10));
  });

  it('is not held where there are just as many as one may touch', async () => {
    const { once, children } = await about(3, { maxFanout: 3 });
    expect(await once()).toMatchObject(done(3));
    expect(await children()).toBe(3);
  });
});

describe('a decision about more threads than an attempt can list', () => {
  it('goes on from the page where the attempt before was cut off, and nothing is left of that at its end', async () => {
    const { confirmed, again, listed, children, saved } = await about(10, { pages: 4 });
    expect(await confirmed()).toMatchObject({ status: 'unfinished' });
    expect(await children()).toBe(4);
    expect(await again()).toMatchObject({ status: 'unfinished' });
    expect(listed).toEqual(['page 4', 'page 5', 'page 6', 'page 7']);
    expect(await again()).toMatchObject(done(10));
    expect(listed).toEqual(['page 8', 'page 9']);
    expect([await children(), await saved()]).toEqual([10, undefined]);
  });

  it('keeps its place where an attempt comes to no page at all', async () => {
    const { confirmed, again, platform, listed } = await about(6, { pages: 4 });
    await confirmed();
    platform.pages = 0;
    expect(await again()).toMatchObject({ status: 'unfinished' });
    platform.pages = 4;
    expect(await again()).toMatchObject(done(6));
    expect(listed).toEqual(['page 4', 'page 5']);
  });

  it('begins anew where the platform no longer knows the page', async () => {
    const { confirmed, again, platform, listed, children } = await about(6, { pages: 4 });
    await confirmed();
    [platform.knowsLinks, platform.pages] = [false, 6];
    expect(await again()).toMatchObject(done(6));
    expect(listed).toHaveLength(6);
    expect(await children()).toBe(6);
  });

  it('begins anew after a quarter of an hour: the order of threads has changed', async () => {
    const { world, confirmed, again, platform, listed } = await about(6, { pages: 4 });
    await confirmed();
    world.clock.pass(15 * minute);
    platform.pages = 6;
    expect(await again()).toMatchObject(done(6));
    expect(listed).toHaveLength(6);
  });

  it('has failed where the platform refuses it for good from the first page on', async () => {
    const { confirmed, platform } = await about(6, { pages: 0 });
    platform.failsWith = answer(403, { retryable: false });
    expect(await confirmed()).toMatchObject({ status: 'failed', problem: { code: 'refused-by-chat' } });
  });
});
