import { describe, expect, it } from 'vitest';
import { housesUnderTest } from './houses-under-test.ts';

const houses = housesUnderTest();
const minute = 60_000;
const hour = 60 * minute;
const removals = () => houses.azure.calls.list({ operation: 'chat.removeParticipant' });

describe('a decision whose host dies', () => {
  it('before it has done anything: the person is out within two minutes, and the sender never calls again', async () => {
    const { threadId, people, members } = houses.thread(1);
    const event = houses.event(threadId, people[0] ?? '');
    await houses.host().ledger.accept(event, AbortSignal.timeout(5_000));
    await houses.pass(2 * minute);
    expect(members()).not.toContain(people[0]);
    expect(removals()).toHaveLength(1);
  });

  it('during the call: the person is out within two minutes', async () => {
    const { threadId, people, members } = houses.thread(1);
    houses.azure.faults.add({ match: { operation: 'chat.removeParticipant' }, hang: true });
    const dying = houses.host();
    const dead = { ...dying.ledger, accept: dying.ledger.accept };
    const event = houses.event(threadId, people[0] ?? '');
    const accepted = await dead.accept(event, AbortSignal.timeout(5_000));
    if (accepted.kind !== 'work') throw new Error('It should be new.');
    const limits = {
      signal: AbortSignal.timeout(5_000),
      deadline: Number.POSITIVE_INFINITY,
      attemptMs: 200,
      retries: 0,
    };
    await dying.chat.removeParticipant(threadId, event.participant, limits).catch(() => {});
    await houses.pass(2 * minute);
    expect(members()).not.toContain(people[0]);
  });

  it('after the removal, before it is on record: it is found done', async () => {
    const { threadId, people, members } = houses.thread(1);
    const event = houses.event(threadId, people[0] ?? '');
    await houses.host().ledger.accept(event, AbortSignal.timeout(5_000));
    houses.azure.communication.threads.remove(threadId, people[0] ?? '');
    houses.azure.communication.behaviour.removeNonMember = 404;
    await houses.pass(2 * minute);
    expect(members()).not.toContain(people[0]);
    expect(await houses.host().ledger.find(event.decision, AbortSignal.timeout(5_000))).toMatchObject({
      ending: { outcome: 'already-absent' },
    });
  });

  it.each([-10 * minute, 10 * minute])(
    'is taken over by a host whose clock is off by %d ms',
    async (offset) => {
      const { threadId, people, members } = houses.thread(1);
      await houses
        .host(offset)
        .ledger.accept(houses.event(threadId, people[0] ?? ''), AbortSignal.timeout(5_000));
      await houses.pass(2 * minute, houses.host(-offset));
      expect(members()).not.toContain(people[0]);
      expect(removals()).toHaveLength(1);
    },
  );
});

describe('a repeated delivery', () => {
  it.each([0, 24 * hour])(
    'of what has ended, %d ms later, is answered from the record and calls nobody',
    async (later) => {
      const { threadId, people } = houses.thread(1);
      const event = houses.event(threadId, people[0] ?? '');
      const first = await houses.take(event);
      houses.clock.pass(later);
      expect(await houses.take(event)).toEqual(first);
      expect(removals()).toHaveLength(1);
    },
  );

  it('of what nobody is at sets about it', async () => {
    const { threadId, people, members } = houses.thread(1);
    const event = houses.event(threadId, people[0] ?? '');
    const accepted = await houses.host().ledger.accept(event, AbortSignal.timeout(5_000));
    if (accepted.kind === 'work') {
      const away = { code: 'upstream-unavailable', detail: 'Away.' };
      await accepted.work.putBack(houses.clock.now(), away, AbortSignal.timeout(5_000));
    }
    expect(await houses.take(event)).toEqual({
      kind: 'ended',
      ending: { status: 'done', outcome: 'removed' },
    });
    expect(members()).not.toContain(people[0]);
  });
});

describe('when ACS is away', () => {
  it('for a day, nothing fails by count, and all are removed after it returns, at the pace of its limit', async () => {
    const { threadId, people, members } = houses.thread(33);
    const away = houses.azure.faults.add({
      match: { operation: 'chat.removeParticipant' },
      times: 'always',
      status: 503,
    });
    const events = people.map((rawId) => houses.event(threadId, rawId));
    const send = async (some: typeof events) => {
      for (const event of some) expect(await houses.take(event)).toMatchObject({ kind: 'goes-on' });
    };
    await send(events.slice(0, 3));
    await houses.pass(24 * hour - 30 * minute);
    await send(events.slice(3));
    await houses.pass(20 * minute);
    const attempts = removals().length;
    expect(attempts).toBeGreaterThan(1_000);
    away.remove();
    await houses.pass(30 * minute);

    expect(members().filter((rawId) => people.includes(rawId))).toEqual([]);
    const { ledger } = houses.host();
    for (const { decision } of events) {
      const record = await ledger.find(decision, AbortSignal.timeout(5_000));
      expect(record).toMatchObject({ status: 'done' });
    }
  }, 240_000);

  it('for longer than RETRY_FOR, a decision has failed, says why, and can be redriven', async () => {
    const { threadId, people, members } = houses.thread(1);
    const event = houses.event(threadId, people[0] ?? '');
    const away = houses.azure.faults.add({
      match: { operation: 'chat.removeParticipant' },
      times: 'always',
      status: 503,
    });
    await houses.take(event);
    await houses.pass(24 * hour + 6 * minute);
    const { ledger } = houses.host();
    expect(await ledger.find(event.decision, AbortSignal.timeout(5_000))).toMatchObject({
      status: 'failed',
      ending: { problem: { code: 'gave-up', detail: expect.stringContaining('503') } },
    });
    away.remove();
    await ledger.reopen(event.decision, AbortSignal.timeout(5_000));
    await houses.pass(2 * minute);
    expect(members()).not.toContain(people[0]);
  }, 240_000);
});

describe('a scheduled removal', () => {
  it('happens at its time, and not before', async () => {
    const { threadId, people, members } = houses.thread(1);
    const effectiveAt = houses.clock.now() + hour;
    const event = houses.event(threadId, people[0] ?? '', { effectiveAt });
    expect(await houses.take(event)).toEqual({ kind: 'goes-on', status: 'scheduled' });
    await houses.pass(hour - 1_000);
    expect(members()).toContain(people[0]);
    await houses.pass(minute);
    expect(members()).not.toContain(people[0]);
  }, 120_000);

  it('whose time has passed happens at once', async () => {
    const { threadId, people } = houses.thread(1);
    const event = houses.event(threadId, people[0] ?? '', { effectiveAt: houses.clock.now() - 1 });
    expect(await houses.take(event)).toMatchObject({ kind: 'ended' });
  });
});

describe('a message of the queue', () => {
  it.each([
    undefined,
    null,
    7,
    'text',
    {},
    { decision: 7 },
    { decision: '' },
    { decision: 'a/b' },
    { decision: 'gone' },
  ])('that names no decision (%j) is logged and done with', async (message) => {
    const { workOff } = await import('../../../src/moderation/work-off.ts');
    const lines: string[] = [];
    const log = { info: () => {}, warn: () => {}, error: (event: string) => lines.push(event) };
    await workOff(message, houses.host(), log);
    expect(lines).toHaveLength(1);
  });
});
