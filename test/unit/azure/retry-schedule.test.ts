import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { afterFailure, failureOf, isSuccess } from '../../../local/azure/event-grid/retry-schedule.ts';

const HOUR = 3_600_000;

/** All attempts at an endpoint that always says the same: the waits, and why it ended. */
function story(status: number | undefined): { waits: number[]; reason: string } {
  const waits: number[] = [];
  for (let age = 0; ; ) {
    const next = afterFailure(status, waits.length + 1, age);
    if ('reason' in next) return { waits, reason: next.reason };
    waits.push(next.waitMs);
    age += next.waitMs;
  }
}

describe('an endpoint that fails', () => {
  it('is tried by the schedule: seconds, minutes, hours, for a day', () => {
    const { waits, reason } = story(500);
    expect(waits).toEqual([10, 30, 60, 300, 600, 1_800, 3_600, 10_800, 21_600, 43_200].map((s) => s * 1_000));
    expect(reason).toBe('TimeToLiveExceeded');
  });

  it.each([
    [undefined, 10_000],
    [404, 10_000],
    [429, 10_000],
    [408, 120_000],
    [503, 30_000],
  ])('with %s is left alone for at least %i ms', (status, least) => {
    expect(story(status).waits[0]).toBe(least);
  });

  it.each([400, 401, 403, 413])('with %i is believed and not tried again', (status) => {
    expect(story(status)).toEqual({ waits: [], reason: 'NotRetried' });
  });

  it('is tried thirty times at most', () => {
    expect(afterFailure(500, 29, 0)).toEqual({ waitMs: 12 * HOUR });
    expect(afterFailure(500, 30, 0)).toEqual({ reason: 'MaxDeliveryAttemptsExceeded' });
  });
});

it('whatever it says, an event ends within a day', () => {
  const status = fc.option(fc.integer({ min: 205, max: 599 }), { nil: undefined });
  fc.assert(
    fc.property(status, (said) => {
      const { waits } = story(said);
      return waits.length < 30 && waits.reduce((sum, wait) => sum + wait, 0) <= 24 * HOUR;
    }),
  );
});

it('only 200 to 204 are a success, and every other status has a name', () => {
  fc.assert(
    fc.property(fc.integer({ min: 100, max: 999 }), (status) => {
      expect(isSuccess(status)).toBe([200, 201, 202, 203, 204].includes(status));
      expect(failureOf(status)).toMatch(/^[A-Z]\w+$/);
    }),
  );
});
