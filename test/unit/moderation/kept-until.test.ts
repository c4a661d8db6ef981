import fc from 'fast-check';
import { expect, it } from 'vitest';
import { bansInForce } from '../../../src/moderation/in-force.ts';
import { bearsOn, keptUntil } from '../../../src/moderation/kept-until.ts';
import type { Placed, Standing, StandingPair } from '../../../src/moderation/standings.ts';

const retentionMs = 90;
const dayMs = 24 * 60 * 60_000;
const at = (days: number) => days * dayMs;
const participant = 'somebody';
const threads = ['one', 'two'];
const now = 1_000;

const decided = fc.record({
  decision: fc.constantFrom('a', 'b', 'c'),
  source: fc.constant('test'),
  occurredAt: fc.nat({ max: now }).map(at),
});
const ban = fc
  .tuple(decided, fc.option(fc.integer({ min: 1, max: 2_000 }).map(at), { nil: undefined }))
  .map(([what, until]) => ({ ...what, received: what.occurredAt, ...(until !== undefined && { until }) }));
const standing: fc.Arbitrary<Standing> = fc.record(
  { ban, lift: decided, removal: decided },
  { requiredKeys: [] },
);

const pairOf = (all: readonly Placed[], threadId: string): StandingPair => {
  const row = (where: string) => all.find((each) => each.threadId === where)?.standing ?? {};
  return { thread: row(threadId), every: row('*') };
};

it('nobody is let in again, and nobody kept out, because something was forgotten', () => {
  fc.assert(
    fc.property(
      standing,
      standing,
      standing,
      fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }),
      (...given) => {
        const all = ['*', ...threads].map((threadId, index) => ({
          participant,
          threadId,
          standing: given[index] as Standing,
        }));
        // Whatever may be forgotten is, or some of it: rows are deleted one by one.
        const left = all.filter(
          (each, index) =>
            keptUntil(each, all, at(now), at(retentionMs)) !== undefined || given[3][index] === false,
        );
        for (const threadId of [...threads, 'three']) {
          for (const later of [now, now + 1, now + 500, now + 3_000]) {
            const inForce = (rows: readonly Placed[]) =>
              bansInForce(pairOf(rows, threadId), at(later)).map(({ decision }) => decision);
            expect(inForce(left)).toEqual(inForce(all));
          }
        }
      },
    ),
    { numRuns: 3_000 },
  );
});

it('what was decided for another thread makes no difference, so it need not be read', () => {
  fc.assert(
    fc.property(standing, standing, standing, (every, one, two) => {
      const all = Object.entries({ '*': every, one, two }).map(([threadId, each]) => ({
        participant,
        threadId,
        standing: each,
      }));
      for (const each of all) {
        const bearing = all.filter((other) => other === each || bearsOn(each.threadId, other.threadId));
        expect(bearing).toHaveLength(each.threadId === '*' ? 3 : 2);
        expect(keptUntil(each, bearing, at(now), at(retentionMs))).toBe(
          keptUntil(each, all, at(now), at(retentionMs)),
        );
      }
    }),
  );
});

it('what could be held against a decision that is not too old yet is there', () => {
  fc.assert(
    fc.property(standing, standing, (one, every) => {
      const all = [
        { participant, threadId: 'one', standing: one },
        { participant, threadId: '*', standing: every },
      ];
      for (const each of all) {
        const parts = [each.standing.ban, each.standing.lift, each.standing.removal];
        const newest = Math.max(...parts.map((part) => part?.occurredAt ?? 0));
        const isGone = keptUntil(each, all, at(now), at(retentionMs)) === undefined;
        if (isGone) expect(newest).toBeLessThan(at(now - retentionMs));
      }
    }),
  );
});

it('everything is forgotten in the end, except bans in force and what keeps others from being so', () => {
  const whole = { decision: 'a', source: 'test', occurredAt: at(1) };
  const kept = (rows: Readonly<Record<string, Standing>>) => {
    const all = Object.entries(rows).map(([threadId, each]) => ({ participant, threadId, standing: each }));
    return all
      .filter((each) => keptUntil(each, all, at(now), at(retentionMs)) !== undefined)
      .map(({ threadId }) => threadId);
  };
  const forever = { ...whole, received: at(1) };
  const over = { ...forever, until: at(2) };
  const newer = { ...whole, occurredAt: at(2) };
  expect(kept({ one: { ban: over, lift: whole, removal: whole, actingUntil: at(3) } })).toEqual([]);
  expect(kept({ one: { ban: forever, lift: newer } })).toEqual([]);
  expect(kept({ one: { ban: forever } })).toEqual(['one']);
  expect(kept({ '*': { ban: forever }, one: { lift: newer }, two: {} })).toEqual(['*', 'one']);
  expect(kept({ '*': { lift: newer }, one: { ban: forever } })).toEqual(['*']);
  expect(kept({ '*': { lift: newer }, one: {} })).toEqual([]);
  const toCome = { ...whole, effectiveAt: at(now + 30) };
  expect(kept({ '*': { lift: newer }, one: { removal: toCome } })).toEqual(['*', 'one']);
  expect(kept({ '*': { removal: toCome }, one: { lift: newer } })).toEqual(['*', 'one']);
  expect(kept({ one: { lift: newer }, two: { removal: toCome } })).toEqual(['two']);
});
