import { describe, expect, it } from 'vitest';
import type { ModerationEvent } from '../../../src/moderation/moderation-event.ts';
import { housesUnderTest } from './houses-under-test.ts';

const houses = housesUnderTest();
const second = 1_000;
const minute = 60 * second;
const signal = AbortSignal.timeout(600_000);
const removals = () => houses.azure.calls.count({ operation: 'chat.removeParticipant' });
const done = (outcome: string) => ({ kind: 'ended', ending: { status: 'done', outcome } });
const find = (event: ModerationEvent) => houses.host().ledger.find(event.decision, signal);

/** Somebody in a thread, whom a member can add again. */
function seat() {
  const { threadId, people, members } = houses.thread(1);
  const [person = ''] = people;
  const event = (change: Partial<ModerationEvent>) => houses.event(threadId, person, change);
  return {
    person,
    event,
    isIn: () => members().includes(person),
    add: () => houses.azure.communication.threads.add(threadId, person),
    /** What the app does when it is told that somebody has come in. */
    comesBack: (ban: ModerationEvent) =>
      houses.take(event({ source: 'bouncer.rejoin', cause: { kind: 'ban', decision: ban.decision } })),
  };
}

describe('a ban', () => {
  it('that ends before it could be carried out removes nobody, and counts all the same', async () => {
    const { event, isIn } = seat();
    const older = event({ action: 'ban', occurredAt: houses.clock.now() - 3 * minute });
    const ban = event({
      action: 'ban',
      occurredAt: houses.clock.now() - 2 * minute,
      until: houses.clock.now() - minute,
    });
    expect(await houses.take(ban)).toMatchObject(done('ban-set'));
    expect(await houses.take(older)).toMatchObject(done('superseded'));
    expect([isIn(), removals()]).toEqual([true, 0]);
  });
});

describe('an unban', () => {
  it('that follows on a call is done within ten seconds of it', async () => {
    const { event } = seat();
    await houses.take(event({ action: 'ban' }));
    houses.clock.pass(100);
    const unban = event({ action: 'unban' });
    expect(await houses.take(unban)).toEqual({ kind: 'goes-on', status: 'accepted' });
    expect(await find(unban)).toMatchObject({ lastError: { code: 'call-under-way' } });
    await houses.pass(10 * second);
    expect(await find(unban)).toMatchObject({ ending: { outcome: 'ban-lifted' } });
  });
});

describe('a scheduled removal', () => {
  it.each(['unban', 'ban', 'remove'] as const)('does nothing once a newer %s is known', async (action) => {
    const { event, isIn, add } = seat();
    const removal = event({ effectiveAt: houses.clock.now() + 5 * minute });
    expect(await houses.take(removal)).toEqual({ kind: 'goes-on', status: 'scheduled' });
    await houses.pass(second);
    await houses.take(event({ action, ...(action === 'ban' && { until: houses.clock.now() + minute }) }));
    await houses.pass(2 * minute);
    add();
    await houses.pass(4 * minute);
    expect(await find(removal)).toMatchObject({ ending: { outcome: 'superseded' } });
    expect(isIn()).toBe(true);
  });

  it('that a newer one replaces happens then, and once', async () => {
    const { event, isIn } = seat();
    const at = (minutes: number) => event({ effectiveAt: houses.clock.now() + minutes * minute });
    const [first, second_] = [at(2), at(4)];
    await houses.take(first);
    await houses.pass(second);
    await houses.take(second_);
    await houses.pass(3 * minute);
    expect([isIn(), removals()]).toEqual([true, 0]);
    await houses.pass(2 * minute);
    expect([isIn(), removals()]).toEqual([false, 1]);
  });
});

describe('who is protected', () => {
  it.each(['remove', 'ban'] as const)('is not hit by a %s, whichever way it comes', async (action) => {
    const { event, person, isIn, comesBack } = seat();
    const host = houses.host(0, { protectedIds: new Set([person]) });
    const rejected = {
      status: 'rejected',
      problem: { code: 'protected-participant', detail: expect.stringContaining('PROTECTED_PARTICIPANTS') },
    };
    expect(await houses.take(event({ action }), host)).toEqual({ kind: 'ended', ending: rejected });
    const ban = event({ action: 'ban' });
    await houses.host().ledger.accept(ban, signal, { notBefore: houses.clock.now() });
    await houses.pass(minute, host);
    expect(await find(ban)).toMatchObject({ ending: rejected });
    const child = event({ source: 'bouncer.rejoin', cause: { kind: 'ban', decision: ban.decision } });
    expect(await houses.take(child, host)).toEqual({ kind: 'ended', ending: rejected });
    expect(await comesBack(ban)).toMatchObject(done('superseded'));
    expect([isIn(), removals()]).toEqual([true, 0]);
  });

  it('may be let in again: whoever was banned before they were protected', async () => {
    const { event, person } = seat();
    const host = houses.host(0, { protectedIds: new Set([person]) });
    expect(await houses.take(event({ action: 'unban' }), host)).toEqual(done('ban-lifted'));
  });
});

describe('ENFORCEMENT', () => {
  it('paused takes decisions down and removes nobody; on again carries them out, however long that was', async () => {
    const { event, isIn } = seat();
    const paused = houses.host(0, { enforcement: 'paused' });
    const ban = event({ action: 'ban' });
    expect(await houses.take(ban, paused)).toEqual({ kind: 'goes-on', status: 'accepted' });
    expect(await find(ban)).toMatchObject({ lastError: { code: 'paused' } });
    await houses.pass(26 * 60 * minute, paused);
    expect([isIn(), removals()]).toEqual([true, 0]);
    expect(await find(ban)).toMatchObject({ status: 'accepted' });
    await houses.pass(2 * minute);
    expect(isIn()).toBe(false);
    expect(await find(ban)).toMatchObject({ ending: { outcome: 'ban-set' } });
  }, 240_000);

  it('paused keeps nobody from being let in again: the ban that waits finds the unban', async () => {
    const { event, isIn } = seat();
    const paused = houses.host(0, { enforcement: 'paused' });
    const ban = event({ action: 'ban' });
    await houses.take(ban, paused);
    houses.clock.pass(minute);
    const unban = event({ action: 'unban' });
    expect(await houses.take(unban, paused)).toMatchObject({ ending: { outcome: 'ban-lifted' } });
    await houses.pass(2 * minute);
    expect([isIn(), removals()]).toEqual([true, 0]);
    expect(await find(ban)).toMatchObject({ ending: { outcome: 'superseded' } });
  });

  it('dry-run says what would happen, and does nothing', async () => {
    const { event, person, isIn } = seat();
    const dry = houses.host(0, { enforcement: 'dry-run' });
    const ban = event({ action: 'ban' });
    const detail = expect.stringContaining(`Would ban and remove ${person}`);
    expect(await houses.take(ban, dry)).toEqual({
      kind: 'ended',
      ending: { status: 'done', outcome: 'dry-run', detail },
    });
    expect(await houses.host().standings.bansOf(person, signal)).toEqual([]);
    expect([isIn(), removals()]).toEqual([true, 0]);
  });
});
