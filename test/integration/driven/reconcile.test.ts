import { describe, expect, it } from 'vitest';
import type { ReconcilePorts } from '../../../src/moderation/reconcile/reconcile.ts';
import { UpstreamError } from '../../../src/upstream/upstream-error.ts';
import { housesUnderTest } from './houses-under-test.ts';

const houses = housesUnderTest();
const [second, minute] = [1_000, 60_000];
const { signal } = new AbortController();
const listings = () => houses.azure.calls.list({ operation: 'chat.listParticipants' });
const membersOf = (threadId: string) => houses.azure.communication.threads.members(threadId);

/** Threads of which somebody is banned who is inside again, unseen; in the order in which they are looked at. */
async function bannedAndInside(count: number) {
  const people = new Map<string, string>();
  for (let made = 0; made < count; made += 1) {
    const { threadId, people: some } = houses.thread(1);
    const [person = ''] = some;
    people.set(threadId, person);
    await houses.take(houses.event(threadId, person, { action: 'ban' }));
  }
  houses.clock.pass(minute);
  for (const [threadId, person] of people) houses.azure.communication.threads.add(threadId, person);
  const { items: threads } = await houses
    .host()
    .standings.threadsWith(({ ban }) => ban !== undefined, count, signal);
  const isIn = (threadId: string) => membersOf(threadId).includes(people.get(threadId) ?? '');
  return { threads, people, inside: () => threads.filter(isIn) };
}

/** Somebody banned from every thread who is inside one again, unseen. */
async function bannedEverywhere() {
  const { threadId, people, members } = houses.thread(1);
  const [person = ''] = people;
  await houses.take(houses.event('*', person, { action: 'ban' }));
  await houses.pass(5 * second);
  houses.clock.pass(minute);
  houses.azure.communication.threads.add(threadId, person);
  return { threadId, person, isIn: () => members().includes(person) };
}

/** A host to which some threads' participants are told late: after so long, or, where they hang, not at all. */
function hostThatWaits(ms: (threadId: string) => number | 'hangs'): ReconcilePorts {
  const host = houses.host();
  return {
    ...host,
    chat: {
      ...host.chat,
      async *listParticipants(threadId, limits) {
        const wait = ms(threadId);
        for (let tries = 0; wait === 'hangs' && tries <= limits.retries; tries += 1) {
          if (houses.clock.monotonic() < limits.deadline) houses.clock.pass(limits.attemptMs);
        }
        if (wait === 'hangs') throw noAnswer;
        houses.clock.pass(wait);
        yield* host.chat.listParticipants(threadId, limits);
      },
    },
  };
}
const noAnswer = new UpstreamError({
  upstream: 'acs-chat',
  code: 'Timeout',
  message: 'No answer.',
  retryable: true,
  hint: 'Wait.',
});

/** What the timer does for so many minutes, and the queue. */
async function minutes(count: number, host = houses.host()) {
  for (let passed = 0; passed < count; passed += 1) {
    await houses.reconcile(host);
    await houses.pass(5 * second);
    houses.clock.pass(minute - 5 * second);
  }
}

describe('comparing bans with threads', () => {
  it.each([503, 401])(
    'gets past threads that always answer %i: everybody else is out within minutes',
    async (status) => {
      const { threads, inside } = await bannedAndInside(25);
      const troubled = threads.slice(2, 7);
      for (const threadId of troubled) {
        const match = { operation: 'chat.listParticipants', threadId };
        houses.azure.faults.add({ match, times: 'always', status });
      }
      await minutes(3);
      expect(inside()).toEqual(troubled);
      houses.azure.faults.clear();
      await minutes(2);
      expect(inside()).toEqual([]);
    },
  );

  it('gets past threads that hang', async () => {
    const { threads, inside } = await bannedAndInside(8);
    const hanging = threads.slice(0, 5);
    const host = hostThatWaits((threadId) => (hanging.includes(threadId) ? 'hangs' : 0));
    await minutes(3, host);
    expect(inside()).toEqual(hanging);
  });

  it('looks at no thread after 25 s, and goes on after the last one the next minute', async () => {
    const { threads, inside } = await bannedAndInside(12);
    const order: string[] = [];
    const host = hostThatWaits((threadId) => {
      order.push(threadId);
      return 5 * second;
    });
    await houses.reconcile(host);
    expect(order).toEqual(threads.slice(0, 5));
    await minutes(2, host);
    expect(order).toEqual(threads);
    expect(inside()).toEqual([]);
  });

  it('goes through every thread, whatever the threads with bans of their own are like', async () => {
    const { threads } = await bannedAndInside(4);
    const { isIn } = await bannedEverywhere();
    const host = hostThatWaits((threadId) => (threads.includes(threadId) ? 'hangs' : 0));
    await minutes(3, host);
    expect(isIn()).toBe(false);
  });

  it('ends soon when ACS is away as a whole, and sees to everybody when it is back', async () => {
    const { inside } = await bannedAndInside(25);
    const away = houses.azure.faults.add({
      match: { operation: 'chat.listParticipants' },
      times: 'always',
      status: 503,
    });
    await houses.reconcile();
    expect(listings().length).toBeLessThanOrEqual(6);
    away.remove();
    houses.clock.pass(minute);
    await minutes(2);
    expect(inside()).toEqual([]);
  });
});

describe('nothing is listed on account of', () => {
  const listed = () => houses.azure.calls.list({ service: 'communication', method: 'GET' });

  it.each([
    ['one thread', 'that has ended', { until: 60 * minute }],
    ['one thread', 'that was lifted', {}],
    ['every thread', 'that has ended', { until: 60 * minute }],
    ['every thread', 'that was lifted', {}],
  ])('a ban from %s %s', async (where, _, { until }: { until?: number }) => {
    const { threadId: only, people } = houses.thread(1);
    const threadId = where === 'one thread' ? only : '*';
    const [person = ''] = people;
    const end = until === undefined ? {} : { until: houses.clock.now() + until };
    await houses.take(houses.event(threadId, person, { action: 'ban', ...end }));
    await minutes(1);
    const before = listed().length;
    await minutes(1);
    expect(listed().length).toBeGreaterThan(before);
    if (until === undefined) await houses.take(houses.event(threadId, person, { action: 'unban' }));
    houses.clock.pass(61 * minute);
    const after = listed().length;
    await minutes(2);
    expect(listed()).toHaveLength(after);
  });
});

/** What was said of threads that could not be looked at. */
function unreconciled() {
  const lines = houses.logs.filter((line) => line.includes('"event":"unreconciled"'));
  return lines.map((line) => JSON.parse(line));
}

describe('threads that cannot be looked at', () => {
  it.each([403, 400, 404] as const)(
    'since the moderator is not in them are named in one warning that says what to do (%i)',
    async (status) => {
      const { threads, inside } = await bannedAndInside(12);
      const { moderatorId, communication } = houses.azure;
      communication.behaviour.actorNotInThread = status;
      for (const threadId of threads) communication.threads.remove(threadId, moderatorId);
      houses.clock.pass(59 * minute);
      await houses.reconcile();
      expect(unreconciled()).toEqual([
        expect.objectContaining({
          level: 'warn',
          threads: 12,
          threadIds: threads.slice(0, 10).join(' '),
          hint: expect.stringContaining('npm run bouncer -- join'),
        }),
      ]);
      for (const threadId of threads) communication.threads.add(threadId, moderatorId);
      await minutes(1);
      expect(inside()).toEqual([]);
    },
  );

  it('since they are deleted are a warning once an hour, and of no account to the others', async () => {
    const { threads, inside } = await bannedAndInside(5);
    const [deleted = '', ...others] = threads;
    houses.azure.communication.threads.delete(deleted);
    await minutes(1);
    expect(inside().filter((threadId) => others.includes(threadId))).toEqual([]);
    await minutes(60);
    const said = unreconciled();
    expect(said).toHaveLength(61);
    expect(said.filter(({ level }) => level === 'warn')).toHaveLength(1);
  }, 120_000);

  it('for the moment are named with what stood in the way', async () => {
    const { threads } = await bannedAndInside(2);
    const match = { operation: 'chat.listParticipants', threadId: threads[1] ?? '' };
    houses.azure.faults.add({ match, times: 'always', status: 503 });
    await houses.reconcile();
    expect(unreconciled()).toEqual([
      expect.objectContaining({ level: 'warn', threads: 1, threadIds: threads[1], upstream: 'acs-chat' }),
    ]);
  });

  it('since what is on record of one person cannot be read keep nobody else in', async () => {
    const { threads, people, inside } = await bannedAndInside(5);
    const [damaged = ''] = threads;
    await minutes(1, hostThatCannotRead(people.get(damaged)));
    expect(inside()).toEqual([damaged]);
    expect(unreconciled()).toMatchObject([{ level: 'warn', threadIds: damaged, code: 'DamagedStanding' }]);
  });

  it('nor do they keep others in who are in the same thread, or in many threads with them', async () => {
    const [unread = ''] = houses.thread(1).people;
    await houses.take(houses.event('*', unread, { action: 'ban' }));
    const { threads, inside } = await bannedAndInside(8);
    for (const threadId of threads) houses.azure.communication.threads.add(threadId, unread);
    await houses.reconcile(hostThatCannotRead(unread));
    await houses.pass(5 * second);
    expect(inside()).toEqual([]);
    expect(threads.filter((threadId) => membersOf(threadId).includes(unread))).toEqual(threads);
  });
});

/** A host that cannot read what is on record of somebody. */
function hostThatCannotRead(person: string | undefined): ReconcilePorts {
  const host = houses.host();
  const standings: ReconcilePorts['standings'] = {
    ...host.standings,
    async pair(place, ...rest) {
      if (place.participant === person) throw unreadable;
      return await host.standings.pair(place, ...rest);
    },
  };
  return { ...host, standings };
}
const unreadable = new UpstreamError({
  upstream: 'storage',
  status: 422,
  code: 'DamagedStanding',
  message: 'It cannot be read.',
  retryable: true,
  hint: 'Mend it.',
});

/** How many decisions made by comparing were set about. */
function decidedByComparing(): number {
  const told = new Set<string>();
  for (const line of houses.logs) {
    const { event, source, decision } = JSON.parse(line);
    if (event === 'enforced' && source === 'bouncer.reconcile') told.add(decision);
  }
  return told.size;
}
/** What the last run said of itself. */
function lastSaid() {
  const line = houses.logs.findLast((said) => said.includes('"event":"reconciled"'));
  return line && JSON.parse(line);
}

describe('somebody banned and inside', () => {
  it('is looked for only where a ban is in force', async () => {
    for (let made = 0; made < 5; made += 1) {
      const { threadId, people } = houses.thread(1);
      const until = houses.clock.now() + 30 * second;
      await houses.take(houses.event(threadId, people[0] ?? '', { action: 'ban', until }));
    }
    const { inside } = await bannedAndInside(1);
    await houses.reconcile();
    expect(lastSaid()).toMatchObject({ threads: 1, found: 1 });
    await houses.pass(5 * second);
    expect(inside()).toEqual([]);
  });

  it.each([
    ['is protected', (person: string) => ({ protectedIds: new Set([person]) })],
    ['is spared by ENFORCEMENT=dry-run', () => ({ enforcement: 'dry-run' as const })],
    ['is spared by ENFORCEMENT=paused', () => ({ enforcement: 'paused' as const })],
  ])('who %s is counted and no decision is made, until that is over', async (_, laidDown) => {
    const { threads, people, inside } = await bannedAndInside(1);
    const host = houses.host(0, laidDown(people.get(threads[0] ?? '') ?? ''));
    for (let passed = 0; passed < 5; passed += 1) {
      await houses.reconcile(host);
      await houses.pass(minute, host);
    }
    expect(decidedByComparing()).toBe(0);
    expect(lastSaid()).toMatchObject({ found: 0, spared: 1 });
    expect(inside()).toEqual(threads);
    await minutes(1);
    expect(inside()).toEqual([]);
  });

  it('whom ACS refuses to remove for good costs one decision an hour, and is out when it does so no more', async () => {
    const { inside } = await bannedAndInside(1);
    const match = { operation: 'chat.removeParticipant' };
    const fault = houses.azure.faults.add({ match, times: 'always', status: 403 });
    await minutes(2 * 60 + 5);
    const { items: failed } = await houses.host().ledger.list('failed', 100, signal);
    // From 9:01 to 11:06.
    expect(failed).toHaveLength(3);
    expect(lastSaid()).toMatchObject({ found: 0, refused: 1 });
    fault.remove();
    await minutes(61);
    expect(inside()).toEqual([]);
  }, 120_000);

  it('is out within a minute as often as they come back, also within an hour', async () => {
    const { threads, people, inside } = await bannedAndInside(1);
    const [threadId = ''] = threads;
    for (let times = 0; times < 10; times += 1) {
      await minutes(1);
      expect(inside()).toEqual([]);
      houses.azure.communication.threads.add(threadId, people.get(threadId) ?? '');
    }
    expect(decidedByComparing()).toBe(10);
  });

  it('is set about by one decision, however long nobody comes to it', async () => {
    const { inside } = await bannedAndInside(1);
    for (let passed = 0; passed < 5; passed += 1) {
      await houses.reconcile();
      houses.clock.pass(minute);
    }
    await houses.pass(minute);
    expect(inside()).toEqual([]);
    expect(decidedByComparing()).toBe(1);
  });
});
