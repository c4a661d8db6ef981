import { describe, expect, it } from 'vitest';
import { listBans } from '../../../src/http/list-bans.ts';
import type { EnforcePorts } from '../../../src/moderation/enforce.ts';
import { housesUnderTest } from './houses-under-test.ts';

const houses = housesUnderTest();
const second = 1_000;
const { signal } = new AbortController();

/** So many threads with the moderator, somebody else, and the person. */
function threadsWith(person: string, count: number): string[] {
  const { communication, moderatorId } = houses.azure;
  return Array.from({ length: count }, () =>
    communication.threads.create({ members: [moderatorId, communication.createIdentity(), person] }),
  );
}
const membersOf = (threadId: string) => houses.azure.communication.threads.members(threadId);
const somebody = () => houses.azure.communication.createIdentity();
async function banEverywhere(person: string, host?: EnforcePorts) {
  const event = houses.event('*', person, { action: 'ban' });
  await houses.take(event, host);
  return event;
}

describe('a decision about every thread', () => {
  it('takes 200 of which one is broken: 199 are done, one has failed and can be redriven, and its record says so', async () => {
    const person = somebody();
    const threads = threadsWith(person, 200);
    const [broken = ''] = threads;
    const fault = houses.azure.faults.add({
      match: { operation: 'chat.removeParticipant', threadId: broken },
      times: 'always',
      status: 403,
    });
    const event = houses.event('*', person, { action: 'ban' });
    expect(await houses.take(event)).toMatchObject({ kind: 'ended', ending: { outcome: 'fanned-out' } });
    await houses.pass(10 * second);

    const { ledger } = houses.host();
    expect(await ledger.tallyChildren(event.decision, signal)).toEqual({ done: 199, failed: 1 });
    expect(threads.filter((threadId) => membersOf(threadId).includes(person))).toEqual([broken]);
    const { items } = await ledger.list('failed', 10, signal);
    expect(items).toHaveLength(1);
    const [failed] = items;
    expect(failed?.decision).toMatch(new RegExp(`^${event.decision}\\.`));

    fault.remove();
    await ledger.reopen(failed?.decision ?? '', signal);
    await houses.pass(60 * second);
    expect(await ledger.tallyChildren(event.decision, signal)).toEqual({ done: 200 });
    expect(membersOf(broken)).not.toContain(person);
  }, 120_000);

  it('is held when there are more threads than one decision may touch, and nothing is on record of it until then', async () => {
    const person = somebody();
    const threads = threadsWith(person, 4);
    const host = houses.host(0, { maxFanout: 3 });
    const event = houses.event('*', person, { action: 'ban' });
    expect(await houses.take(event, host)).toMatchObject({
      kind: 'goes-on',
      status: 'held',
      hold: {
        code: 'over-cap',
        detail: 'It would touch more than 3 threads, the most that one decision may touch (MAX_FANOUT).',
      },
    });
    expect(threads.every((threadId) => membersOf(threadId).includes(person))).toBe(true);
    expect(
      (await host.standings.pair({ participant: person, threadId: '*' }, signal)).every.ban,
    ).toBeUndefined();

    await host.ledger.confirm(event.decision, signal);
    await houses.pass(60 * second, host);
    expect(threads.some((threadId) => membersOf(threadId).includes(person))).toBe(false);
  });

  it.each(['remove', 'ban'] as const)('is held too when it was for later: %s', async (action) => {
    const person = somebody();
    const threads = threadsWith(person, 4);
    const host = houses.host(0, { maxFanout: 3 });
    const effectiveAt = houses.clock.now() + 60 * second;
    const event = houses.event('*', person, { action, effectiveAt });
    expect(await houses.take(event, host)).toMatchObject({ status: 'scheduled' });
    await houses.pass(120 * second, host);
    expect(await host.ledger.find(event.decision, signal)).toMatchObject({
      status: 'held',
      hold: { code: 'over-cap' },
    });
    expect(threads.every((threadId) => membersOf(threadId).includes(person))).toBe(true);
  });

  it('is held for its reach also when somebody has confirmed that there were many decisions', async () => {
    const person = somebody();
    const threads = threadsWith(person, 4);
    const host = houses.host(0, { maxFanout: 3 });
    const event = houses.event('*', person, { action: 'ban' });
    await host.ledger.accept(event, signal, { hold: { code: 'over-rate', detail: 'There were many.' } });
    const { decision } = event;
    await host.ledger.confirm(decision, signal);
    await houses.pass(60 * second, host);
    expect(await host.ledger.find(decision, signal)).toMatchObject({ hold: { code: 'over-cap' } });
    expect((await host.ledger.find(decision, signal)) as object).not.toHaveProperty('confirmed');
    await host.ledger.confirm(decision, signal);
    await houses.pass(60 * second, host);
    expect(threads.some((threadId) => membersOf(threadId).includes(person))).toBe(false);
  });

  it('spares whoever is protected, in each of the ways', async () => {
    const person = somebody();
    const threads = threadsWith(person, 2);
    const host = houses.host(0, { protectedIds: new Set([person]) });
    for (const action of ['remove', 'ban'] as const) {
      expect(await houses.take(houses.event('*', person, { action }), host)).toMatchObject({
        ending: { status: 'rejected', problem: { code: 'protected-participant' } },
      });
    }
    await houses.pass(5 * second, host);
    expect(threads.every((threadId) => membersOf(threadId).includes(person))).toBe(true);
  });

  it('spares whoever is protected by the time that a thread has its turn', async () => {
    const person = somebody();
    const [threadId = ''] = threadsWith(person, 1);
    const event = houses.event('*', person, { action: 'remove' });
    await houses.take(event);
    await houses.pass(5 * second, houses.host(0, { protectedIds: new Set([person]) }));
    expect(membersOf(threadId)).toContain(person);
    expect(await houses.host().ledger.tallyChildren(event.decision, signal)).toEqual({ rejected: 1 });
  });

  it('is undone by an unban for every thread: what had yet to be carried out does nothing', async () => {
    const person = somebody();
    const [threadId = ''] = threadsWith(person, 1);
    const ban = houses.event('*', person, { action: 'ban' });
    await houses.take(ban);
    houses.clock.pass(second);
    await houses.take(houses.event('*', person, { action: 'unban' }));
    await houses.pass(30 * second);
    expect(membersOf(threadId)).toContain(person);
    expect(await houses.host().ledger.tallyChildren(ban.decision, signal)).toEqual({ done: 1 });
  });

  it('says what it would do when it is only tried', async () => {
    const person = somebody();
    const threads = threadsWith(person, 2);
    const taken = await houses.take(houses.event('*', person, { action: 'ban', dryRun: true }));
    expect(taken).toMatchObject({
      ending: { outcome: 'dry-run', detail: expect.stringContaining('2 threads') },
    });
    expect(threads.every((threadId) => membersOf(threadId).includes(person))).toBe(true);
  });
});

describe('a decision about more threads than may be listed at once', () => {
  const record = async (decision: string) => await houses.host().ledger.find(decision, signal);

  it.each([500, 100])(
    'is carried out in each of them, where one may touch %i',
    async (maxFanout) => {
      houses.azure.communication.behaviour.defaultPageSize = 2;
      const person = somebody();
      const threads = threadsWith(person, 120);
      const host = houses.host(0, { maxFanout });
      const { decision } = await banEverywhere(person, host);
      await houses.pass(60 * second, host);
      if (maxFanout < 120) {
        expect(await record(decision)).toMatchObject({ status: 'held' });
        await host.ledger.confirm(decision, signal);
        await houses.pass(120 * second, host);
      }
      expect(await record(decision)).toMatchObject({
        ending: { outcome: 'fanned-out', detail: 'A decision was made for each of 120 threads.' },
      });
      await houses.pass(30 * second, host);
      expect(threads.filter((threadId) => membersOf(threadId).includes(person))).toEqual([]);
    },
    120_000,
  );

  it('comes to its end also where no attempt can list all of them', async () => {
    houses.azure.communication.behaviour.defaultPageSize = 1;
    const person = somebody();
    threadsWith(person, 400);
    const host = houses.host(0, { maxFanout: 1 });
    const { decision } = await banEverywhere(person, host);
    expect(await record(decision)).toMatchObject({ status: 'held' });
    await host.ledger.confirm(decision, signal);
    await houses.pass(15 * 60 * second, host);
    expect(await record(decision)).toMatchObject({
      ending: { outcome: 'fanned-out', detail: 'A decision was made for each of 400 threads.' },
    });
    expect(await host.progress.read(`fan-out ${decision}`, signal)).toBeUndefined();
  }, 300_000);
});

describe('a ban from every thread while threads cannot be listed', () => {
  const away = () =>
    houses.azure.faults.add({ match: { operation: 'chat.listThreads' }, times: 'always', status: 503 });
  /** What `GET /api/bans` answers. */
  const bans = async () =>
    (await listBans(new URLSearchParams({ thread: '*' }), houses.host(), signal)).jsonBody;

  it('is in force as soon as somebody has confirmed it', async () => {
    const person = somebody();
    const threads = threadsWith(person, 4);
    const host = houses.host(0, { maxFanout: 3 });
    const { decision } = await banEverywhere(person, host);
    expect(await bans()).toEqual({ bans: [] });
    const fault = away();
    await host.ledger.confirm(decision, signal);
    await houses.pass(60 * second, host);
    expect(await bans()).toMatchObject({ bans: [{ decision, participant: person, threadId: '*' }] });
    fault.remove();
    await houses.pass(5 * 60 * second, host);
    expect(threads.filter((threadId) => membersOf(threadId).includes(person))).toEqual([]);
  });
});

describe('whoever is protected and banned all the same (they were protected later)', () => {
  it('is not put out again by rejoin or by reconciling', async () => {
    const { threadId, people, members } = houses.thread(2);
    const [person = ''] = people;
    await houses.take(houses.event(threadId, person, { action: 'ban' }));
    houses.clock.pass(60 * second);
    houses.tellOfArrivals();
    const host = houses.host(0, { protectedIds: new Set([person]) });
    houses.azure.communication.threads.add(threadId, person);
    await houses.pass(5 * second, host);
    await houses.reconcile(host);
    await houses.pass(5 * second, host);
    expect(members()).toContain(person);
  });
});
