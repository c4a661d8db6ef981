import { describe, expect, it } from 'vitest';
import { type CleanupRules, readCleanupRules } from '../../../src/moderation/cleanup/read-cleanup-rules.ts';
import type { DecisionRecord } from '../../../src/moderation/ledger.ts';
import type { Policy } from '../../../src/moderation/policy.ts';
import { housesUnderTest } from './houses-under-test.ts';

const houses = housesUnderTest();
const [second, minute, hour] = [1_000, 60_000, 3_600_000];
const day = 24 * hour;
const { signal } = new AbortController();

function read(...entries: object[]): CleanupRules {
  const result = readCleanupRules(JSON.stringify(entries));
  if ('faults' in result) throw new Error(result.faults.join('; '));
  return result.entries;
}
const idle = { name: 'idle', schedule: '0 0 * * * *', threads: { idleFor: '7d', topic: 'Support*' } };
const bots = { name: 'bots', schedule: '0 0 * * * *', participants: { kinds: ['phoneNumber'] } };

/** 300 threads: old and new, of two topics, some with a telephone in them. */
function seat(count = 300) {
  const { communication, moderatorId } = houses.azure;
  const make = (number: number) => {
    const phone = number % 10 === 0 ? [`4:+1425555${String(number).padStart(4, '0')}`] : [];
    const topic = number % 3 === 0 ? `Support ${number}` : 'Sales';
    const members = [moderatorId, communication.createIdentity(), ...phone];
    return communication.threads.create({ topic, members });
  };
  const numbers = Array.from({ length: count }, (_, number) => number);
  const old = numbers.slice(0, count / 2).map(make);
  houses.clock.pass(8 * day);
  return [...old, ...numbers.slice(count / 2).map(make)];
}
const everybody = (threads: readonly string[]) =>
  threads.flatMap((threadId) =>
    houses.azure.communication.threads.members(threadId).map((rawId) => `${threadId} ${rawId}`),
  );

/** Lets the next hour come, which is when the rules are due, and what they lead to. */
async function run(
  rules: CleanupRules,
  { laidDown = {}, passMs = 2 * minute }: { laidDown?: Partial<Policy>; passMs?: number } = {},
) {
  houses.rules(rules);
  const host = houses.host(0, laidDown);
  await houses.reconcile(host);
  houses.clock.pass(hour - (houses.clock.now() % hour));
  const at = new Date(houses.clock.now()).toISOString();
  await houses.reconcile(host);
  await houses.pass(passMs, host);
  return at;
}

/** What a run has led to: whom, where, and how it ended. */
async function report(rule: string, at: string) {
  const { decisionId } = await import('../../../src/moderation/decision-id.ts');
  const { ledger } = houses.host();
  const decision = decisionId('bouncer.cleanup', `${rule} ${at}`);
  const parent = (await ledger.find(decision, signal)) as DecisionRecord;
  const { items } = await ledger.listChildren(decision, 1_000, signal);
  const hits = items.flatMap(({ record }) => {
    if (record === 'damaged' || !('action' in record.event)) return [];
    const { ending, event } = record;
    const how = ending?.status === 'done' ? ending.outcome : ending?.status;
    return [{ who: `${event.threadId} ${event.participant.rawId}`, how }];
  });
  return { decision, parent, hits };
}

describe('clean-up rules', () => {
  it('say in a dry run exactly whom the real run then removes, and a second run the same day removes nobody twice', async () => {
    const threads = seat();
    const before = everybody(threads);
    const dry = await run(read(idle, bots));
    expect(everybody(threads)).toEqual(before);
    const said = [...(await report('idle', dry)).hits, ...(await report('bots', dry)).hits];
    expect(said.length).toBeGreaterThan(50);
    expect(new Set(said.map(({ how }) => how))).toEqual(new Set(['dry-run']));

    await run(read({ ...idle, dryRun: false }, { ...bots, dryRun: false }));
    const after = new Set(everybody(threads));
    const gone = before.filter((who) => !after.has(who));
    expect(gone.sort()).toEqual([...new Set(said.map(({ who }) => who))].sort());

    const calls = houses.azure.calls.count({ operation: 'chat.removeParticipant' });
    const again = await run(read({ ...idle, dryRun: false }, { ...bots, dryRun: false }));
    expect((await report('idle', again)).hits).toEqual([]);
    expect(houses.azure.calls.count({ operation: 'chat.removeParticipant' })).toBe(calls);
  }, 240_000);

  it('spare the moderator, whoever is protected and the exceptions', async () => {
    const { threadId, people, members } = houses.thread(4);
    const [spared = '', protectedOne = '', ...others] = people;
    houses.clock.pass(8 * day);
    const rule = { ...idle, dryRun: false, threads: { idleFor: '7d' }, participants: { except: [spared] } };
    await run(read(rule), { laidDown: { protectedIds: new Set([protectedOne]) } });
    expect(members()).toEqual([houses.azure.moderatorId, spared, protectedOne]);
    expect(others).toHaveLength(2);
    expect(threadId).toBeTruthy();
  });

  it('hold at their cap, say so, and go on when somebody confirms', async () => {
    const { people, members } = houses.thread(6);
    houses.clock.pass(8 * day);
    const rules = read({ ...idle, threads: { idleFor: '7d' }, dryRun: false, cap: 4 });
    const at = await run(rules);
    const { decision, parent } = await report('idle', at);
    expect(parent).toMatchObject({ status: 'held', hold: { code: 'over-cap' } });
    expect(members()).toHaveLength(1 + people.length);

    await houses.host().ledger.confirm(decision, signal);
    await houses.pass(2 * minute);
    expect(members()).toEqual([houses.azure.moderatorId]);
    expect((await report('idle', at)).parent).toMatchObject({
      status: 'done',
      ending: { outcome: 'fanned-out' },
    });
  });

  it('come back to threads that could not be looked at for the moment', async () => {
    const threads = seat(60);
    houses.rules(read({ ...idle, dryRun: false }));
    await houses.reconcile();
    houses.clock.pass(hour - (houses.clock.now() % hour));
    await houses.reconcile();
    houses.azure.faults.add({
      match: { operation: 'chat.listParticipants' },
      skip: 4,
      times: 5,
      status: 503,
    });
    await houses.pass(10 * minute);
    const left = everybody(threads.slice(0, 30).filter((_, number) => number % 3 === 0));
    expect(left.filter((who) => !who.endsWith(houses.azure.moderatorId))).toEqual([]);
  }, 120_000);

  it('do nothing when the rule is gone, or only says, by the time that it has its turn', async () => {
    const { people, members } = houses.thread(2);
    houses.clock.pass(8 * day);
    houses.rules(read({ ...idle, threads: { idleFor: '7d' }, dryRun: false }));
    await houses.reconcile();
    houses.clock.pass(hour - (houses.clock.now() % hour));
    await houses.reconcile();
    houses.rules(new Map());
    await houses.pass(minute);
    expect(members()).toHaveLength(1 + people.length);
  });

  it('let a kick go first', async () => {
    const { threadId, people, members } = houses.thread(20);
    houses.clock.pass(8 * day);
    await run(read({ ...idle, threads: { idleFor: '7d' }, dryRun: false }), { passMs: 2 * second });
    const last = people.at(-1) ?? '';
    const taken = await houses.take(houses.event(threadId, last));
    expect(taken).toMatchObject({ kind: 'ended', ending: { outcome: 'removed' } });
    expect(members()).not.toContain(last);
  });

  it('have their unusable schedule in the log, and the other rules go on', async () => {
    const { members } = houses.thread(1);
    houses.clock.pass(8 * day);
    const odd = { ...idle, name: 'odd', schedule: '99 99 99 99 99 99' };
    await run(read(odd, { ...idle, threads: { idleFor: '7d' }, dryRun: false }));
    expect(houses.logs.filter((line) => line.includes('unusable-schedule'))).not.toEqual([]);
    expect(members()).toHaveLength(1);
  });
});
