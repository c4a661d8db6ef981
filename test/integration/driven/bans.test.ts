import { describe, expect, it } from 'vitest';
import type { ModerationEvent } from '../../../src/moderation/moderation-event.ts';
import { housesUnderTest } from './houses-under-test.ts';

const houses = housesUnderTest();
const [second, minute, hour] = [1_000, 60_000, 3_600_000];
const removals = () => houses.azure.calls.list({ operation: 'chat.removeParticipant' });
const { signal } = new AbortController();

/** Somebody banned from a thread that others are in too. */
async function banned(change: Partial<ModerationEvent> = {}) {
  const thread = houses.thread(3);
  const [person = '', member = ''] = thread.people;
  const ban = houses.event(thread.threadId, person, { action: 'ban', ...change });
  const taken = await houses.take(ban);
  const { threads } = houses.azure.communication;
  /** As another member would, in the next second. */
  const addBack = () => threads.admit(thread.threadId, [{ rawId: person }], member);
  const isIn = () => thread.members().includes(person);
  const unban = (more: Partial<ModerationEvent> = {}) =>
    houses.event(thread.threadId, person, { action: 'unban', ...more });
  return { ...thread, person, ban, taken, addBack, isIn, unban };
}

describe('a ban', () => {
  it('puts the person out, and is on record before that', async () => {
    const { taken, isIn, person, threadId } = await banned();
    expect(taken).toMatchObject({ kind: 'ended', ending: { outcome: 'ban-set' } });
    expect(isIn()).toBe(false);
    const pair = await houses.host().standings.pair({ participant: person, threadId }, signal);
    expect(pair.thread.ban).toMatchObject({ source: 'test' });
  });

  it('puts out whoever is added back, as soon as Event Grid tells of it', async () => {
    const { addBack, isIn } = await banned();
    houses.tellOfArrivals();
    houses.clock.pass(minute);
    addBack();
    expect(isIn()).toBe(true);
    await houses.pass(second);
    expect(isIn()).toBe(false);
  });

  it('puts them out by comparing, where no event tells of them', async () => {
    const { addBack, isIn } = await banned();
    houses.clock.pass(minute);
    addBack();
    await houses.reconcile();
    await houses.pass(5 * second);
    expect(isIn()).toBe(false);
  });

  it('holds although a removal waits that is on account of something else and will come to nothing', async () => {
    const { addBack, isIn, person, threadId } = await banned();
    const { standings, ledger } = houses.host();
    const next = { decision: 'of-a-rule', at: ledger.now() + 10 * minute };
    await standings.change({ participant: person, threadId }, {}, (row) => ({ ...row, next }), signal);
    houses.clock.pass(minute);
    addBack();
    await houses.reconcile();
    await houses.pass(5 * second);
    expect(isIn()).toBe(false);
  });

  it('lets them stay once it has ended', async () => {
    const { addBack, isIn } = await banned({ until: houses.clock.now() + hour });
    houses.tellOfArrivals();
    houses.clock.pass(hour);
    addBack();
    await houses.pass(5 * second);
    await houses.reconcile();
    await houses.pass(5 * second);
    expect(isIn()).toBe(true);
  });

  it('lets them stay once it is lifted', async () => {
    const { addBack, isIn, unban } = await banned();
    houses.tellOfArrivals();
    houses.clock.pass(minute);
    expect(await houses.take(unban())).toMatchObject({ ending: { outcome: 'ban-lifted' } });
    addBack();
    await houses.pass(5 * second);
    await houses.reconcile();
    await houses.pass(5 * second);
    expect(isIn()).toBe(true);
  });

  it('that was taken before an unban does nothing when it arrives after it', async () => {
    const { threadId, people, members } = houses.thread(1);
    const [person = ''] = people;
    const before = houses.clock.now();
    houses.clock.pass(minute);
    await houses.take(houses.event(threadId, person, { action: 'unban' }));
    const late = houses.event(threadId, person, { action: 'ban', occurredAt: before });
    expect(await houses.take(late)).toMatchObject({ ending: { outcome: 'superseded' } });
    await houses.reconcile();
    await houses.pass(5 * second);
    expect(members()).toContain(person);
  });

  it('that has ended does nothing when it is told again after an unban', async () => {
    const { ban, taken, addBack, isIn, unban } = await banned();
    houses.clock.pass(minute);
    await houses.take(unban());
    addBack();
    const calls = removals().length;
    expect(await houses.take(ban)).toEqual(taken);
    expect(isIn()).toBe(true);
    expect(removals()).toHaveLength(calls);
  });

  it('is noticed in a thread that is made with the person in it', async () => {
    const { person } = await banned({ threadId: '*' });
    await houses.pass(5 * second);
    houses.tellOfArrivals();
    const { communication, moderatorId } = houses.azure;
    const members = [moderatorId, person];
    const threadId = communication.threads.create({ createdBy: moderatorId, members });
    await houses.pass(5 * second);
    expect(communication.threads.members(threadId)).toEqual([moderatorId]);
  });

  it('from every thread holds in each, by event and by comparing', async () => {
    const [one, two] = [houses.thread(1), houses.thread(1)];
    const [person = ''] = one.people;
    houses.azure.communication.threads.add(two.threadId, person);
    await houses.take(houses.event('*', person, { action: 'ban' }));
    await houses.pass(5 * second);
    expect([...one.members(), ...two.members()]).not.toContain(person);
    houses.clock.pass(minute);
    houses.azure.communication.threads.add(two.threadId, person);
    await houses.reconcile();
    await houses.pass(5 * second);
    expect(two.members()).not.toContain(person);
  });

  it('that is kept up by comparing makes no second decision while one is on its way', async () => {
    const { addBack, threadId } = await banned();
    houses.clock.pass(minute);
    houses.azure.faults.add({ match: { operation: 'chat.removeParticipant' }, times: 'always', status: 503 });
    addBack();
    for (let minutes = 0; minutes < 10; minutes += 1) {
      await houses.reconcile();
      await houses.pass(minute);
    }
    const made = houses.logs.filter((line) => /"enforced".*bouncer\.reconcile/.test(line));
    const decisions = new Set(made.map((line) => JSON.parse(line).decision));
    expect(decisions.size).toBeLessThanOrEqual(2);
    expect(threadId).toBeTruthy();
  }, 120_000);

  it('of somebody who comes back ten times a second costs one removal at a time', async () => {
    const { threadId, person, members } = await banned();
    houses.tellOfArrivals();
    const { threads } = houses.azure.communication;
    houses.clock.pass(2 * minute);
    const calls = removals().length;
    for (let passed = 0; passed < minute; passed += second) {
      for (let times = 0; times < 10; times += 1) threads.add(threadId, person);
      await houses.pass(second);
    }
    expect(removals().length - calls).toBeLessThanOrEqual(31);
    expect(houses.azure.calls.list({ status: 429 })).toEqual([]);
    await houses.pass(30 * second);
    expect(members()).not.toContain(person);
  }, 120_000);
});
