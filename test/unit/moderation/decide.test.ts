import { describe, expect, it } from 'vitest';
import { decide, type Facts } from '../../../src/moderation/decide.ts';
import type { ModerationEvent } from '../../../src/moderation/moderation-event.ts';
import type { Policy } from '../../../src/moderation/policy.ts';
import type { StandingPair } from '../../../src/moderation/standings.ts';
import { anEvent, day, minute, moderator, personNo, retentionMs } from './memory-world.ts';

const now = Date.parse('2026-11-23T09:00:00Z');
const facts: Facts = { received: now, now };
const nothing: StandingPair = { thread: {}, every: {} };
const policy: Policy = {
  actingIdentity: moderator,
  protectedIds: new Set([personNo(7)]),
  enforcement: 'on',
  activeRules: new Set(['idle']),
  maxFanout: 20,
  retentionMs,
};
const decided = (occurredAt: number, decision = 'other') => ({ decision, source: 'test', occurredAt });
const plan = (
  change: Parameters<typeof anEvent>[0],
  {
    pair = nothing,
    laidDown = {},
    known = facts,
  }: { pair?: StandingPair; laidDown?: Partial<Policy>; known?: Facts } = {},
) => decide(anEvent(change), pair, { ...policy, ...laidDown }, known);

describe('what is to be done', () => {
  it.each([
    ['a removal', {}, { do: 'remove' }],
    ['a ban', { action: 'ban' }, { do: 'set-ban-and-remove' }],
    ['a ban until later', { action: 'ban', until: now + 1 }, { do: 'set-ban-and-remove' }],
    ['a ban that has ended', { action: 'ban', until: now }, { do: 'set-ban' }],
    ['an unban', { action: 'unban' }, { do: 'lift-ban' }],
    ['an unban in every thread', { action: 'unban', threadId: '*' }, { do: 'lift-ban' }],
    ['a removal from every thread', { threadId: '*' }, { do: 'fan-out', cap: 20 }],
    ['a ban from every thread', { action: 'ban', threadId: '*' }, { do: 'fan-out', cap: 20 }],
    [
      'a ban from every thread that has ended',
      { action: 'ban', threadId: '*', until: now },
      { do: 'set-ban' },
    ],
    ['a removal for later', { effectiveAt: now + 1 }, { do: 'schedule', at: now + 1 }],
    ['a removal whose time has come', { effectiveAt: now }, { do: 'remove' }],
    ['a ban for later', { action: 'ban', effectiveAt: now + 1 }, { do: 'schedule', at: now + 1 }],
  ] as const)('about %s', (_what, change, expected) => {
    expect(plan(change)).toEqual(expected);
  });

  it('is as much as it takes once somebody has confirmed it', () => {
    const known = { ...facts, capLifted: true };
    expect(plan({ threadId: '*' }, { known })).toEqual({ do: 'fan-out', cap: Number.POSITIVE_INFINITY });
  });
});

describe('who is never removed', () => {
  const everywhere = [{}, { action: 'ban' }, { threadId: '*' }, { effectiveAt: now + day }] as const;
  it.each(everywhere.flatMap((change) => [moderator, personNo(7)].map((rawId) => ({ ...change, rawId }))))(
    'is refused with the reason: %j',
    (change) => {
      expect(plan(change)).toMatchObject({ do: 'reject', problem: { code: 'protected-participant' } });
    },
  );

  it.each([moderator, personNo(7)])('is recognised in any case: %s', (rawId) => {
    const loud = rawId.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/, (guid) => guid.toUpperCase());
    expect(plan({ rawId: loud })).toMatchObject({ do: 'reject' });
  });

  it('is not even removed by our own decisions', () => {
    const own = { source: 'bouncer.cleanup', cause: { kind: 'rule', rule: 'idle' } } as const;
    expect(plan({ ...own, rawId: personNo(7) })).toMatchObject({ do: 'reject' });
  });

  it('may be let in again', () => {
    expect(plan({ action: 'unban', rawId: personNo(7) })).toEqual({ do: 'lift-ban' });
  });
});

describe('the newer decision', () => {
  const older = { occurredAt: now - minute } as const;
  const rows = ['ban', 'lift', 'removal'].map((kind) => ({ [kind]: decided(now, kind) }));

  it.each(rows)('ends a removal: %j', (row) => {
    for (const pair of [
      { thread: row, every: {} },
      { thread: {}, every: row },
    ]) {
      expect(plan(older, { pair })).toMatchObject({ do: 'superseded' });
      expect(plan({ ...older, effectiveAt: now + day }, { pair })).toMatchObject({ do: 'superseded' });
    }
  });

  it.each([
    ['a newer ban in the same place', { thread: { ban: decided(now) }, every: {} }, 'superseded'],
    ['a newer unban there', { thread: { lift: decided(now) }, every: {} }, 'superseded'],
    ['a newer unban in every thread', { thread: {}, every: { lift: decided(now) } }, 'superseded'],
    ['a newer ban from every thread', { thread: {}, every: { ban: decided(now) } }, 'set-ban-and-remove'],
    ['a newer removal', { thread: { removal: decided(now) }, every: {} }, 'set-ban-and-remove'],
    ['an older unban', { thread: { lift: decided(now - day) }, every: {} }, 'set-ban-and-remove'],
  ] as const)('of a ban: %s', (_what, pair, expected) => {
    const bans = { thread: { ...pair.thread }, every: { ...pair.every } } as StandingPair;
    expect(plan({ action: 'ban', ...older }, { pair: bans })).toMatchObject({ do: expected });
  });

  it('does not keep an unban off the record: it may cover older bans that the newer one does not', () => {
    const pair = { thread: { ban: { ...decided(now), received: now } }, every: {} };
    expect(plan({ action: 'unban', ...older }, { pair })).toEqual({ do: 'lift-ban' });
  });

  it('is told of whom it is and of when', () => {
    const pair = { thread: { lift: decided(now, 'abc') }, every: {} };
    expect(plan(older, { pair })).toEqual({
      do: 'superseded',
      detail: 'A newer unban stands: decision abc of test, taken 2026-11-23T09:00:00.000Z.',
    });
  });

  it('is not what claims to be of a time that has not come', () => {
    const pair = { thread: { lift: decided(now) }, every: {} };
    const early: Facts = { received: now - minute, now };
    expect(plan({ action: 'ban', occurredAt: now + day }, { pair, known: early })).toMatchObject({
      do: 'superseded',
    });
  });
});

describe('our own decision', () => {
  const ban = { ...decided(now - minute, 'the ban'), received: now - minute };
  const kept = { source: 'bouncer.rejoin', cause: { kind: 'ban', decision: 'the ban' } } as const;

  it.each([
    ['the ban of the thread', { thread: { ban }, every: {} }, 'remove'],
    ['the ban from every thread', { thread: {}, every: { ban } }, 'remove'],
    ['a ban that is lifted', { thread: { ban, lift: decided(now) }, every: {} }, 'superseded'],
    ['a ban that is lifted everywhere', { thread: { ban }, every: { lift: decided(now) } }, 'superseded'],
    [
      'a ban from every thread that is lifted here',
      { thread: { lift: decided(now) }, every: { ban } },
      'superseded',
    ],
    ['a ban that has ended', { thread: { ban: { ...ban, until: now } }, every: {} }, 'superseded'],
    ['a ban that is forgotten', nothing, 'superseded'],
    [
      'a ban that another has replaced',
      { thread: { ban: { ...ban, decision: 'x' } }, every: {} },
      'superseded',
    ],
  ] as const)('keeps up %s', (_what, pair, expected) => {
    expect(plan(kept, { pair })).toMatchObject({ do: expected });
  });

  it('is carried out while its rule is in force', () => {
    const of = (rule: string): Partial<ModerationEvent> => ({
      source: 'bouncer.cleanup',
      cause: { kind: 'rule', rule },
    });
    expect(plan(of('idle'))).toEqual({ do: 'remove' });
    expect(plan(of('gone'))).toMatchObject({ do: 'superseded' });
  });

  it('is not too old, however old the one is that it carries out', () => {
    const parent = { parent: 'x', source: 'test', occurredAt: now - retentionMs - 1 };
    expect(plan(parent)).toEqual({ do: 'remove' });
  });
});

describe('ENFORCEMENT', () => {
  it.each([
    {},
    { action: 'ban' },
    { action: 'ban', threadId: '*' },
    { threadId: '*' },
    { effectiveAt: now - day },
  ] as const)('paused has %j wait, and dry-run only tell', (change) => {
    const paused = plan(change, { laidDown: { enforcement: 'paused' } });
    expect(paused).toMatchObject({ do: 'wait', problem: { code: 'paused' } });
    expect(plan(change, { laidDown: { enforcement: 'dry-run' } })).toEqual({ do: 'dry-run' });
  });

  it.each([
    [{ action: 'unban' }, { do: 'lift-ban' }],
    [{ effectiveAt: now + day }, { do: 'schedule', at: now + day }],
  ] as const)('paused has %j put on record, so that what waits finds it there', (change, expected) => {
    expect(plan(change, { laidDown: { enforcement: 'paused' } })).toEqual(expected);
    expect(plan(change, { laidDown: { enforcement: 'dry-run' } })).toEqual({ do: 'dry-run' });
  });

  it('paused lets what ends without effect end, and what only tells tell', () => {
    const laidDown = { enforcement: 'paused' } as const;
    expect(plan({ rawId: moderator }, { laidDown })).toMatchObject({ do: 'reject' });
    expect(plan({ dryRun: true }, { laidDown })).toEqual({ do: 'dry-run' });
  });

  it('dry-run sees a ban through that is on record, but no removal that was for later', () => {
    const laidDown = { enforcement: 'dry-run' } as const;
    const event = anEvent({ action: 'ban' });
    const ban = { ...decided(now, event.decision), received: now };
    const all = { ...policy, ...laidDown };
    expect(decide(event, { thread: { ban }, every: {} }, all, facts)).toEqual({ do: 'set-ban-and-remove' });
    const later = anEvent({ effectiveAt: now });
    const removal = decided(now - day, later.decision);
    expect(decide(later, { thread: { removal }, every: {} }, all, facts)).toEqual({ do: 'dry-run' });
  });

  it('dry-run sees a ban through that was for later and is on record as a ban by now', () => {
    const event = anEvent({ action: 'ban', effectiveAt: now });
    const ban = { ...decided(now - day, event.decision), received: now - day };
    const dry = { ...policy, enforcement: 'dry-run' } as const;
    expect(decide(event, { thread: { ban }, every: {} }, dry, facts)).toEqual({ do: 'set-ban-and-remove' });
    expect(decide(event, { thread: { removal: ban }, every: {} }, dry, facts)).toEqual({ do: 'dry-run' });
  });
});

describe('a decision that only tells', () => {
  it.each([
    [{ rawId: moderator }, nothing, 'moderator identity'],
    [{ rawId: personNo(7) }, nothing, 'PROTECTED_PARTICIPANTS'],
    [{ occurredAt: now - minute }, { thread: { lift: decided(now) }, every: {} }, 'A newer unban stands'],
    [{ occurredAt: now - retentionMs - 1 }, nothing, 'LEDGER_RETENTION'],
  ])('tells why nothing would come of it: %j', (change, pair, why) => {
    expect(plan({ ...change, dryRun: true }, { pair })).toEqual({
      do: 'dry-run',
      whyNot: expect.stringContaining(why),
    });
  });
});

describe('a decision that is older than any are kept', () => {
  it.each(['remove', 'ban', 'unban'] as const)('is turned away (%s)', (action) => {
    const edge = now - retentionMs;
    expect(plan({ action, occurredAt: edge - 1 })).toMatchObject({
      do: 'reject',
      problem: { code: 'too-old' },
    });
    expect(plan({ action, occurredAt: edge })).not.toMatchObject({ do: 'reject' });
  });

  it('is carried out when it has its place on record since it was younger', () => {
    const event = anEvent({ effectiveAt: now, occurredAt: now - 200 * day });
    const removal = { ...decided(now - 200 * day, event.decision), effectiveAt: now };
    expect(decide(event, { thread: { removal }, every: {} }, policy, facts)).toEqual({ do: 'remove' });
    const ban = anEvent({ action: 'ban', effectiveAt: now, occurredAt: now - 200 * day });
    const place = { ...decided(now - 200 * day, ban.decision), effectiveAt: now };
    expect(decide(ban, { thread: { removal: place }, every: {} }, policy, facts)).toEqual({
      do: 'set-ban-and-remove',
    });
  });
});
