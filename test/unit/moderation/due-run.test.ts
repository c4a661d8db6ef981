import { describe, expect, it } from 'vitest';
import { dueRun } from '../../../src/moderation/cleanup/due-run.ts';

const at = (text: string) => Date.parse(text);
const due = (schedule: string, since: string, now: string) => {
  const found = dueRun(schedule, at(since), at(now));
  return found === undefined ? undefined : new Date(found).toISOString();
};

describe('a schedule', () => {
  it.each([
    ['is due at its time', '2026-11-23T03:00:00Z', '2026-11-24T03:00:00Z', '2026-11-24T03:00:00.000Z'],
    ['and a while after it', '2026-11-23T03:00:00Z', '2026-11-24T03:00:59Z', '2026-11-24T03:00:00.000Z'],
    ['not before it', '2026-11-23T03:00:00Z', '2026-11-24T02:59:59Z', undefined],
    ['and not twice', '2026-11-24T03:00:00Z', '2026-11-24T23:00:00Z', undefined],
    [
      'once for all that was missed',
      '2026-11-01T00:00:00Z',
      '2026-11-24T04:00:00Z',
      '2026-11-24T03:00:00.000Z',
    ],
  ])('%s', (_what, since, now, expected) => {
    expect(due('0 0 3 * * *', since, now)).toBe(expected);
  });

  it('wants a day that fits both day fields, as NCRONTAB does', () => {
    expect(due('0 30 3 1 * MON', '2026-11-24T00:00:00Z', '2027-02-02T00:00:00Z')).toBe(
      '2027-02-01T03:30:00.000Z',
    );
    expect(due('0 30 3 1 * MON', '2026-11-24T00:00:00Z', '2027-01-31T00:00:00Z')).toBeUndefined();
  });

  it.each(['99 * * * * *', '0 0 3 * *', 'never'])('that is none says so (%s)', (schedule) => {
    expect(() => dueRun(schedule, 0, at('2026-11-24T00:00:00Z'))).toThrow();
  });
});
