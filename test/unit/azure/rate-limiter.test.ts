import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRateLimiter, type Limit } from '../../../local/azure/door/rate-limiter.ts';

const LIMITS: readonly Limit[] = [
  { count: 3, seconds: 2 },
  { count: 5, seconds: 6 },
];
const steps = fc.array(fc.integer({ min: 0, max: 3000 }), { minLength: 1, maxLength: 60 });

/** Lets calls come after these pauses; tells when each came and what was said. */
function play(pauses: readonly number[], countsRefused: boolean) {
  let time = 0;
  const limiter = createRateLimiter(
    () => time,
    () => countsRefused,
  );
  return pauses.map((pause) => {
    time += pause;
    return { at: time, wait: limiter.admit('key', LIMITS) };
  });
}

const within = (calls: ReadonlyArray<{ at: number }>, at: number, seconds: number) =>
  calls.filter((call) => call.at <= at && call.at > at - seconds * 1000).length;

test('no window ever has more admitted calls than its limit', () => {
  fc.assert(
    fc.property(steps, fc.boolean(), (pauses, countsRefused) => {
      const admitted = play(pauses, countsRefused).filter(({ wait }) => wait === 0);
      for (const { at } of admitted) {
        for (const { count, seconds } of LIMITS)
          expect(within(admitted, at, seconds)).toBeLessThanOrEqual(count);
      }
    }),
  );
});

test('a call is refused only when a window is full of what counts', () => {
  fc.assert(
    fc.property(steps, fc.boolean(), (pauses, countsRefused) => {
      const calls = play(pauses, countsRefused);
      for (const [index, { at, wait }] of calls.entries()) {
        const earlier = calls.slice(0, index).filter((call) => countsRefused || call.wait === 0);
        const full = LIMITS.some(({ count, seconds }) => within(earlier, at, seconds) >= count);
        expect(wait > 0).toBe(full);
      }
    }),
  );
});

test('who waits as long as was said is admitted', () => {
  fc.assert(
    fc.property(steps, fc.boolean(), (pauses, countsRefused) => {
      const wait = play(pauses, countsRefused).at(-1)?.wait ?? 0;
      const next = play([...pauses, wait], countsRefused).at(-1);
      if (wait > 0) expect(next?.wait).toBe(0);
    }),
  );
});

test('each key has its own windows, and clearing forgets them all', () => {
  const limiter = createRateLimiter(
    () => 0,
    () => true,
  );
  const ask = (key: string) => limiter.admit(key, [{ count: 1, seconds: 1 }]);
  expect([ask('a'), ask('b'), ask('a') > 0]).toEqual([0, 0, true]);
  limiter.clear();
  expect(ask('a')).toBe(0);
});
