import { expect, it } from 'vitest';
import { retryAfter } from '../../../src/upstream/retry-after.ts';

const now = Date.parse('2026-11-23T09:00:00Z');
const from = (headers: Record<string, string>) => retryAfter((name) => headers[name], now);

it.each([
  ['seconds', { 'retry-after': '7' }, 7_000],
  ['decimal seconds', { 'retry-after': '1.5' }, 1_500],
  ['nothing to wait', { 'retry-after': '0' }, 0],
  ['an HTTP date', { 'retry-after': 'Mon, 23 Nov 2026 09:00:30 GMT' }, 30_000],
  ['a date that has passed', { 'retry-after': 'Mon, 23 Nov 2026 08:00:00 GMT' }, 0],
  ['milliseconds', { 'retry-after-ms': '250' }, 250],
  ['Azure’s own milliseconds', { 'x-ms-retry-after-ms': '400' }, 400],
  ['the finer of two', { 'retry-after-ms': '250', 'retry-after': '7' }, 250],
  ['the next when one cannot be read', { 'retry-after-ms': 'soon', 'retry-after': '7' }, 7_000],
  ['nothing when no header is there', {}, undefined],
  ['nothing out of nonsense', { 'retry-after': 'soon' }, undefined],
  ['nothing out of a negative number', { 'retry-after': '-5' }, undefined],
])('reads %s', (_what, headers, expected) => {
  expect(from(headers)).toBe(expected);
});
