import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseSchedule } from '../../../local/host/timers/parse-schedule.ts';

const monday = Date.parse('2026-11-23T12:00:00Z');
const following = (text: string, count = 3, zone?: string) => {
  const { next } = parseSchedule(text, zone);
  let time = monday;
  return Array.from({ length: count }, () => {
    time = next(time);
    return new Date(time).toISOString().replace('.000Z', '');
  });
};

describe('a schedule of six fields', () => {
  it.each([
    ['*/30 * * * * *', '2026-11-23T12:00:30', '2026-11-23T12:01:00', '2026-11-23T12:01:30'],
    ['0 */5 * * * *', '2026-11-23T12:05:00', '2026-11-23T12:10:00', '2026-11-23T12:15:00'],
    ['0 0 3 * * *', '2026-11-24T03:00:00', '2026-11-25T03:00:00', '2026-11-26T03:00:00'],
    ['0 30 9 * Jan Mon-Fri', '2027-01-01T09:30:00', '2027-01-04T09:30:00', '2027-01-05T09:30:00'],
    ['15,45 0 0 1 1-2 *', '2027-01-01T00:00:15', '2027-01-01T00:00:45', '2027-02-01T00:00:15'],
    ['0 0 0 29 2 *', '2028-02-29T00:00:00', '2032-02-29T00:00:00', '2036-02-29T00:00:00'],
  ])('%s', (text, ...wanted) => {
    expect(following(text)).toEqual(wanted);
  });
  it('of a day of the month and of the week wants both, as NCRONTAB does', () => {
    expect(following('0 0 3 13 * FRI')).toEqual([
      '2027-08-13T03:00:00',
      '2028-10-13T03:00:00',
      '2029-04-13T03:00:00',
    ]);
  });
  it('of every second of one day of the week passes the other days in one step', () => {
    expect(following('* * * * * 6', 2)).toEqual(['2026-11-28T00:00:00', '2026-11-28T00:00:01']);
  });
  it('is read in the zone of WEBSITE_TIME_ZONE', () => {
    expect(following('0 0 3 * * *', 1, 'America/New_York')).toEqual(['2026-11-24T08:00:00']);
  });
});

it('a schedule of five fields begins with minutes', () => {
  expect(following('*/5 * * * *', 2)).toEqual(['2026-11-23T12:05:00', '2026-11-23T12:10:00']);
});

it('a time span counts from the last time', () => {
  expect(following('00:00:45', 2)).toEqual(['2026-11-23T12:00:45', '2026-11-23T12:01:30']);
  expect(following('1.12:00:00', 1)).toEqual(['2026-11-25T00:00:00']);
});

it('the next occurrence is always later, and nothing lies between', () => {
  const field = (most: number) => fc.oneof(fc.constant('*'), fc.integer({ min: 0, max: most }).map(String));
  fc.assert(
    fc.property(
      field(59),
      field(59),
      field(23),
      fc.integer({ min: 0, max: 86_400_000 }),
      (s, m, h, after) => {
        const { next } = parseSchedule(`${s} ${m} ${h} * * *`);
        const found = next(monday + after);
        expect(found).toBeGreaterThan(monday + after);
        expect(next(found - 1)).toBe(found);
      },
    ),
    { numRuns: 50 },
  );
});

describe('worth keeping is what comes at most once a minute', () => {
  it.each([
    ['*/30 * * * * *', false],
    ['0,20 */5 * * * *', false],
    ['0 * * * * *', true],
    ['0 0 3 * * *', true],
    ['00:00:59', false],
    ['00:01:00', true],
  ])('%s: %s', (text, isRare) => {
    expect(parseSchedule(text).isRare).toBe(isRare);
  });
});

describe('no schedule is', () => {
  it.each([
    '',
    'often',
    '@daily',
    '* * * *',
    '* * * * * * *',
    '60 * * * * *',
    '0 0 24 * * *',
    '0 0 0 L * *',
    '0 0 0 ? * *',
    '0 0 0 * * 1#2',
    'H * * * * *',
    '0 0 0 31 2 *',
    '00:00:00',
    '-00:00:05',
    '25:00:00',
  ])('"%s"', (text) => {
    expect(() => parseSchedule(text)).toThrow(/ is no schedule/);
  });
});
