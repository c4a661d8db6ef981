import { describe, expect, it } from 'vitest';
import { isBeingKeptOut, isComing, isStillToCome } from '../../../src/moderation/coming-removal.ts';
import type { DecisionRecord, Looked } from '../../../src/moderation/ledger.ts';
import { noteComing } from '../../../src/moderation/note-coming.ts';
import type { Ban, Standing, StandingPair } from '../../../src/moderation/standings.ts';
import { anEvent, threadNo } from './memory-world.ts';

const now = 1_000_000;
const minute = 60_000;
const { signal } = new AbortController();
const banOf = (decision: string, occurredAt = 1): Ban => ({ decision, source: 's', occurredAt, received: 1 });
const pairOf = (thread: Standing, every: Standing = {}): StandingPair => ({ thread, every });
const next = (at: number, ban?: string) => ({ decision: 'child', at, ...(ban && { ban }) });
const waits = { notBefore: now } as DecisionRecord;
/** What is on record of the decision that was noted; it waits, unless it is said otherwise. */
const records = (record: Looked = waits) => ({
  now: () => now,
  find: async (decision: string) => (decision === 'child' ? record : undefined),
});
/** Whether they are on their way out, and whether that undoes what has happened until now. */
const told = async (pair: StandingPair, of = records()) => [
  await isBeingKeptOut(pair, of, signal),
  await isStillToCome(pair, of, signal),
];

describe('a removal that waits', () => {
  it('keeps out whoever the ban is about that it keeps up', async () => {
    expect(await told(pairOf({ ban: banOf('b'), next: next(now + minute, 'b') }))).toEqual([true, true]);
    const everywhere = pairOf({ next: next(now + minute, 'b') }, { ban: banOf('b') });
    expect(await told(everywhere)).toEqual([true, true]);
  });

  it.each<[string, Standing]>([
    ['on account of a rule', { ban: banOf('b'), next: next(now + 10 * minute) }],
    ['for another ban', { ban: banOf('new', 9), next: next(now + 10 * minute, 'old') }],
    [
      'for a ban that was lifted',
      { ban: banOf('b'), lift: { ...banOf('l', 9) }, next: next(now + minute, 'b') },
    ],
  ])('keeps nobody out when it is %s: it is superseded when its turn comes', async (_what, thread) => {
    expect(await told(pairOf(thread))).toEqual([false, false]);
  });

  it('counts for a rule, whatever it is on account of', async () => {
    expect(await isComing({ next: next(now + minute) }, records(), signal)).toBe(true);
    expect(await isComing({ next: next(now - 3 * minute, 'b') }, records(), signal)).toBe(false);
  });

  it('is counted on for a while when it is late, and by itself does not undo what happens meanwhile', async () => {
    const pair = pairOf({ ban: banOf('b'), next: next(now - minute, 'b') });
    expect(await told(pair)).toEqual([true, false]);
  });
});

describe('a removal that was noted, and whose record says that', () => {
  it.each<[string, Looked, [coming: boolean, stillToCome: boolean]]>([
    ['it waits', waits, [true, true]],
    ['somebody has set about it', {} as DecisionRecord, [true, false]],
    ['it has ended', { ending: { status: 'done', outcome: 'removed' } } as DecisionRecord, [false, false]],
    ['nobody can read it', 'damaged', [false, false]],
  ])('%s, is counted on accordingly', async (_what, record, expected) => {
    const pair = pairOf({ ban: banOf('b'), next: next(now + 10 * minute, 'b') });
    expect(await told(pair, records(record))).toEqual(expected);
    expect(await isComing(pair.thread, records(record), signal)).toBe(expected[0]);
  });

  it('is not on record any more, is not counted on', async () => {
    const pair = pairOf({ ban: banOf('b'), next: { ...next(now + minute, 'b'), decision: 'forgotten' } });
    expect(await told(pair)).toEqual([false, false]);
  });

  it('is asked for only where the note would have somebody passed over', async () => {
    const unasked = { now: () => now, find: () => Promise.reject(new Error('Nobody has to ask.')) };
    const pair = pairOf({ ban: banOf('b'), next: next(now - 3 * minute, 'b') });
    expect(await told(pair, unasked)).toEqual([false, false]);
    expect(await isComing({ ...pair.thread, actingUntil: now + 1 }, unasked, signal)).toBe(true);
  });
});

it('a call that is under way counts, whose ever it is', async () => {
  const pair = pairOf({ actingUntil: now + 1 });
  expect(await told(pair)).toEqual([true, false]);
  expect(await isComing(pair.thread, records(), signal)).toBe(true);
});

describe('the note of it', () => {
  const noted = async (before: Standing, cause?: 'ban' | 'rule', change: object = {}, at = now) => {
    let after = before;
    const standings = {
      change: async (
        _place: unknown,
        _known: unknown,
        turn: (standing: Standing) => Standing | undefined,
      ) => {
        after = turn(before) ?? before;
        return after;
      },
    };
    const why = cause === 'ban' ? { kind: 'ban', decision: 'b' } : { kind: 'rule', rule: 'r' };
    const event = anEvent({
      ...(cause && { cause: why, source: 'bouncer.rejoin' }),
      threadId: threadNo(1),
      ...change,
    } as never);
    await noteComing(event, at, { standings } as never, signal);
    return after.next;
  };

  it('says which ban it keeps up', async () => {
    expect(await noted({}, 'ban')).toMatchObject({ at: now, ban: 'b' });
    expect(await noted({}, 'rule')).not.toHaveProperty('ban');
  });

  it('is not made of a dry run, nor of what somebody else has decided', async () => {
    expect(await noted({}, 'rule', { dryRun: true })).toBeUndefined();
    expect(await noted({})).toBeUndefined();
  });

  it('of a ban takes the place of a rule’s, and never the other way round', async () => {
    expect(await noted({ next: next(now + minute) }, 'ban')).toMatchObject({ ban: 'b' });
    expect(await noted({ next: next(now - minute, 'b') }, 'rule')).toMatchObject({ ban: 'b' });
  });

  it('stays when a later one is there already', async () => {
    expect(await noted({ next: next(now + minute, 'b') }, 'ban')).toMatchObject({ at: now + minute });
  });
});
