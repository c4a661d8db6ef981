import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRateLimiter } from '../../../local/azure/door/rate-limiter.ts';
import { nextSlot, slotsThatCount } from '../../../src/moderation/next-slot.ts';

const acs = [
  { count: 10, seconds: 10 },
  { count: 30, seconds: 60 },
];
/** A queue polled every two seconds, and half a second to get there. */
const latestMs = 2_500;

/** Slots claimed one after the other, each at its own time, in ascending order. */
function claimAll(times: readonly number[], spare = false): number[] {
  const slots: number[] = [];
  for (const now of times) {
    slots.push(nextSlot(slots.slice(-slotsThatCount), now, spare));
    slots.sort((a, b) => a - b);
  }
  return slots;
}

/** How many of these calls ACS refuses. */
function refused(calls: readonly number[]): number {
  let time = 0;
  const limiter = createRateLimiter(
    () => time,
    () => true,
  );
  const waits = calls
    .toSorted((a, b) => a - b)
    .map((call) => {
      time = call;
      return limiter.admit('thread', acs);
    });
  return waits.filter((wait) => wait > 0).length;
}

/** When claims come: in no order, since the clocks of instances differ by up to a second. */
const times = fc
  .array(fc.tuple(fc.oneof(fc.constant(0), fc.nat(3_000), fc.nat(70_000)), fc.nat(1_000)), { maxLength: 120 })
  .map((steps) => {
    let time = 100_000;
    return steps.map(([pause, skew]) => {
      time += pause;
      return time - skew;
    });
  });
const delays = fc.infiniteStream(
  fc.oneof(fc.constant(0), fc.constant(latestMs), fc.integer({ min: 0, max: latestMs })),
);

describe('calls that keep to their slots', () => {
  it('are never more than ten in ten seconds nor thirty in a minute, however late each is on its way', () => {
    fc.assert(
      fc.property(times, fc.boolean(), delays, (claims, spare, late) => {
        const calls = claimAll(claims, spare).map((slot) => slot + (late.next().value ?? 0));
        expect(refused(calls)).toBe(0);
      }),
      { numRuns: 500 },
    );
  });

  it('would be refused with less of a margin: the property above can fail', () => {
    const full = claimAll(Array<number>(60).fill(0));
    const calls = full.map((slot, index) => (index < 30 ? slot + latestMs + 100 : slot));
    expect(refused(calls)).toBeGreaterThan(0);
  });

  it('empty a full thread of 249 in time: 480 s is the least that ACS allows, 525 s the most we take', () => {
    const last = claimAll(Array<number>(249).fill(0)).at(-1) ?? 0;
    expect(last).toBeGreaterThanOrEqual(480_000);
    expect(last + latestMs).toBeLessThanOrEqual(525_000);
  });
});

describe('nextSlot', () => {
  const slots = fc
    .array(fc.nat(200_000), { maxLength: slotsThatCount })
    .map((all) => all.toSorted((a, b) => a - b));

  it('lets a lone kick go at once', () => {
    expect(nextSlot([], 5)).toBe(5);
    expect(claimAll(Array<number>(10).fill(7))).toEqual(Array<number>(10).fill(7));
    fc.assert(
      fc.property(slots, (past) => {
        const now = (past.at(-1) ?? 0) + 62_500;
        expect(nextSlot(past, now)).toBe(now);
      }),
    );
  });

  it('is never before now, and moves on with time and with every slot taken', () => {
    fc.assert(
      fc.property(slots, fc.nat(300_000), fc.nat(10_000), fc.boolean(), (taken, now, later, spare) => {
        const next = nextSlot(taken, now, spare);
        expect(next).toBeGreaterThanOrEqual(now);
        expect(nextSlot(taken, now + later, spare)).toBeGreaterThanOrEqual(next);
        const more = [...taken, next].toSorted((a, b) => a - b);
        expect(nextSlot(more, now, spare)).toBeGreaterThanOrEqual(next);
      }),
    );
  });

  it('leaves slots to spare for who is in a hurry: two at once, six in a minute', () => {
    fc.assert(
      fc.property(times, (claims) => {
        const cleaned = claimAll(
          claims.toSorted((a, b) => a - b),
          true,
        );
        const now = cleaned.at(-1) ?? 0;
        const [first, second] = [nextSlot(cleaned, now), nextSlot([...cleaned, now], now)];
        expect([first, second]).toEqual([now, now]);
      }),
    );
    const slots = claimAll(Array<number>(24).fill(0), true);
    for (const wait of [0, 0, 12_500, 12_500, 25_000, 25_000]) {
      const now = 25_000 + wait;
      expect(nextSlot(slots, now)).toBe(now);
      slots.push(now);
    }
  });

  it('is the later the less is to spare', () => {
    fc.assert(
      fc.property(slots, fc.nat(300_000), (taken, now) => {
        expect(nextSlot(taken, now, true)).toBeGreaterThanOrEqual(nextSlot(taken, now));
      }),
    );
  });
});
