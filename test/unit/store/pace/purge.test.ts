import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Line } from '../../../../src/store/pace/line.ts';
import { pushOn } from '../../../../src/store/pace/push-on.ts';
import { takePlace } from '../../../../src/store/pace/take-place.ts';
import { drivenClock } from '../../driven-clock.ts';
import { type Purge, purge, type Removal, removalsOf } from './driven-purge.ts';

/** Purges a thread whose line is in memory, with chance from a seed. */
async function purgeThread(removals: readonly Removal[], dice: () => number, others: readonly number[] = []) {
  const clock = drivenClock();
  let line: Line = { places: [] };
  let claims = 0;
  const run: Purge = {
    removals,
    others,
    clock,
    random: dice,
    async claim({ decision, urgent }) {
      claims += 1;
      const taken = takePlace(line, { decision, urgent, claim: `claim-${claims}` }, clock.now());
      line = taken.line ?? line;
      return taken.answer;
    },
    async pushBack() {
      line = pushOn(line, undefined, clock.now()) ?? line;
    },
  };
  return await purge(run);
}

/** Chance that a failing test can repeat; the least and the most there is come up often. */
const number = fc.nat(999_999).map((n) => n / 1_000_000);
const dice = fc.noBias(
  fc.noShrink(fc.infiniteStream(fc.oneof(number, number, fc.constantFrom(0, 0.999_999)))),
);
const rollOf = (stream: fc.Stream<number>) => () => stream.next().value ?? 0;

const seconds = (count: number) => count * 1_000;

describe('a purge', () => {
  it('of the 249 others from a full thread ends within 525 seconds, and ACS refuses nothing', async () => {
    await fc.assert(
      fc.asyncProperty(dice, async (stream) => {
        const { removed, refused, endedAt } = await purgeThread(removalsOf(249, true), rollOf(stream));
        expect([removed.size, refused]).toEqual([249, 0]);
        expect(endedAt).toBeLessThanOrEqual(seconds(525));
      }),
      { numRuns: 20 },
    );
  });

  it('as a clean-up takes longer, leaves room, and does not come in vain more often than it removes', async () => {
    await fc.assert(
      fc.asyncProperty(dice, async (stream) => {
        const run = await purgeThread(removalsOf(249, false), rollOf(stream));
        expect([run.removed.size, run.refused]).toEqual([249, 0]);
        expect(run.endedAt).toBeLessThanOrEqual(seconds(800));
        expect(run.claims).toBeLessThanOrEqual(3 * 249);
      }),
      { numRuns: 20 },
    );
  });

  it('as a clean-up holds up no lone kick', async () => {
    await fc.assert(
      fc.asyncProperty(dice, fc.integer({ min: 1, max: 500 }), async (stream, second) => {
        const from = seconds(second);
        const kicks = removalsOf(2, true, from);
        const run = await purgeThread([...removalsOf(249, false), ...kicks], rollOf(stream));
        expect(run.refused).toBe(0);
        for (const { decision } of kicks) expect(run.removed.get(decision)).toBeLessThanOrEqual(from + 500);
      }),
      { numRuns: 20 },
    );
  });

  it('comes to its end, and is seldom refused, when others add people there all the while', async () => {
    await fc.assert(
      fc.asyncProperty(dice, fc.integer({ min: 5, max: 20 }), async (stream, aMinute) => {
        const others = Array.from({ length: 20 * aMinute }, (_, index) => (index * seconds(60)) / aMinute);
        const run = await purgeThread(removalsOf(60, true), rollOf(stream), others);
        expect(run.removed.size).toBe(60);
        expect(run.endedAt).toBeLessThanOrEqual(seconds(900));
        expect(run.refused).toBeLessThanOrEqual(60);
      }),
      { numRuns: 20 },
    );
  });
});
