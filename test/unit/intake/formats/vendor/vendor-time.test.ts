import { expect, it } from 'vitest';
import { vendorDuration, vendorTime } from '../../../../../src/intake/formats/vendor/vendor-time.ts';

const noon = Date.parse('2026-05-08T12:00:00Z');

it.each(['2026-05-08T12:00:00Z', '2026-05-08T14:00:00.000+02:00', noon, noon + 0.5])(
  '%j is noon',
  (value) => {
    expect(vendorTime(value)).toBe(noon);
  },
);

it.each([
  ['seconds', noon / 1_000],
  ['nanoseconds', noon * 1_000_000],
  ['a number in a text', `${noon}`],
  ['a text', 'tomorrow'],
  ['null', null],
  ['true', true],
  ['no number', Number.NaN],
  ['a list', [noon]],
])('%s are no time', (_what, value) => {
  expect(vendorTime(value)).toBeUndefined();
});

it.each([
  ['30m', 1_800_000],
  ['24h', 86_400_000],
  [' 24 H ', 86_400_000],
  ['7d', 604_800_000],
  ['2w', 1_209_600_000],
])('%j is %i ms', (text, ms) => {
  expect(vendorDuration(text)).toBe(ms);
});

it.each(['0h', '-1h', '1.5h', '24', 'h', '24h ban', '1y', '99999d', 24, null])(
  '%j is no length of time',
  (value) => {
    expect(vendorDuration(value)).toBeUndefined();
  },
);
