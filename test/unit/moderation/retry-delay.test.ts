import fc from 'fast-check';
import { expect, it } from 'vitest';
import { retryDelay } from '../../../src/moderation/retry-delay.ts';

const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

it('is never shorter than the platform asks, up to an hour', () => {
  fc.assert(
    fc.property(fc.nat(1_000), fc.nat(100_000_000), random, (attempts, asked, dice) => {
      expect(retryDelay(attempts, asked, dice)).toBeGreaterThanOrEqual(Math.min(asked, 3_600_000));
      expect(retryDelay(attempts, asked, dice)).toBeLessThanOrEqual(3_600_000 + 300_000);
    }),
  );
});

it('grows up to five minutes, by chance between nothing and that', () => {
  expect([1, 2, 3, 8, 9, 50].map((attempts) => retryDelay(attempts, undefined, 0.5))).toEqual([
    1_000, 2_000, 4_000, 128_000, 150_000, 150_000,
  ]);
  expect(retryDelay(9, undefined, 0)).toBe(0);
});
