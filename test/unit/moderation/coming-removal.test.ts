import { describe, expect, it } from 'vitest';
import {
  isBeingKeptOut,
  isComing,
  isStillToCome,
  noteComing,
} from '../../../src/moderation/coming-removal.ts';
import type { Ban, Standing, StandingPair } from '../../../src/moderation/standings.ts';
import { anEvent, threadNo } from './memory-world.ts';

const now = 1_000_000;
const minute = 60_000;
const { signal } = new AbortController();
const banOf = (decision: string, occurredAt = 1): Ban => ({ decision, source: 's', occurredAt, received: 1 });
const pairOf = (thread: Standing, every: Standing = {}): StandingPair => ({ thread, every });
const next = (at: number, ban?: string) => ({ decision: 'child', at, ...(ban && { ban }) });

describe('a removal that waits', () => {
  it('keeps out whoever the ban is about that it keeps up', () => {
    const pair = pairOf({ ban: banOf('b'), next: next(now + minute, 'b') });
    expect([isBeingKeptOut(pair, now), isStillToCome(pair, now)]).toEqual([true, true]);
    const everywhere = pairOf({ next: next(now + minute, 'b') }, { ban: banOf('b') });
    expect([isBeingKeptOut(everywhere, now), isStillToCome(everywhere, now)]).toEqual([true, true]);
  });

  it.each<[string, Standing]>([
    ['on account of a rule', { ban: banOf('b'), next: next(now + 10 * minute) }],
    ['for another ban', { ban: banOf('new', 9), next: next(now + 10 * minute, 'old') }],
    [
      'for a ban that was lifted',
      { ban: banOf('b'), lift: { ...banOf('l', 9) }, next: next(now + minute, 'b') },
    ],
  ])('keeps nobody out when it is %s: it is superseded when its turn comes', (_what, thread) => {
    expect([isBeingKeptOut(pairOf(thread), now), isStillToCome(pairOf(thread), now)]).toEqual([false, false]);
  });

  it('counts for a rule, whatever it is on account of', () => {
    expect(isComing({ next: next(now + minute) }, now)).toBe(true);
    expect(isComing({ next: next(now - 3 * minute, 'b') }, now)).toBe(false);
  });

  it('is counted on for a while when it is late, and by itself does not undo what happens meanwhile', () => {
    const pair = pairOf({ ban: banOf('b'), next: next(now - minute, 'b') });
    expect([isBeingKeptOut(pair, now), isStillToCome(pair, now)]).toEqual([true, false]);
  });
});

it('a call that is under way counts, whose ever it is', () => {
  const pair = pairOf({ actingUntil: now + 1 });
  expect([isBeingKeptOut(pair, now), isComing(pair.thread, now)]).toEqual([true, true]);
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
