import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decisionOf, markerKey, markersFrom, markersUpTo } from '../../../src/store/ledger/row-keys.ts';

const times = fc.integer({ min: 0, max: Date.parse('9000-01-01') });
const decisions = fc.stringMatching(/^[A-Za-z0-9_.-]{1,60}$/);

it('sorts markers by their time', () => {
  fc.assert(
    fc.property(times, times, decisions, decisions, (a, b, one, other) => {
      if (a < b) expect(markerKey('due', a, one) < markerKey('due', b, other)).toBe(true);
    }),
  );
});

it('has in a range just the markers of its kind up to a time, that time included', () => {
  fc.assert(
    fc.property(times, times, decisions, (time, now, decision) => {
      const { from, below } = markersUpTo('due', now);
      const inside = (key: string) => key >= from && key < below;
      expect(inside(markerKey('due', time, decision))).toBe(time <= now);
      expect(inside(markerKey('failed', time, decision))).toBe(false);
      expect(inside(`event|${decision}`)).toBe(false);
    }),
  );
});

it('has in a range just the markers of its kind from a time on', () => {
  fc.assert(
    fc.property(times, times, decisions, (time, since, decision) => {
      const { from, below } = markersFrom('failed', since);
      const key = markerKey('failed', time, decision);
      expect(key >= from && key < below).toBe(time >= since);
    }),
  );
});

it('says which decision a marker is about', () => {
  fc.assert(
    fc.property(
      times,
      decisions,
      (time, decision) => decisionOf(markerKey('due', time, decision)) === decision,
    ),
  );
});

it('holds nothing that a key of a table may not', () => {
  expect(markerKey('due', 0, 'abc_-.')).not.toMatch(/[/\\#?\p{Cc}]/u);
});
