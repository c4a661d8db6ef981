import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Line } from '../../../../src/store/pace/line.ts';
import { readLine, writeLine } from '../../../../src/store/pace/line.ts';
import { takePlace } from '../../../../src/store/pace/take-place.ts';

const start = Date.parse('2026-11-23T09:00:00Z');

/** A line that is written down and read again after each change. */
function aLine() {
  let line: Line = { places: [] };
  let claims = 0;
  return {
    get line() {
      return line;
    },
    claim(decision: string, now: number, urgent = true, claim?: string) {
      claims += 1;
      const asker = { decision, urgent, claim: claim ?? `claim-${claims}` };
      const { answer, line: next } = takePlace(line, asker, start + now);
      if (next) line = readLine({ key: '', etag: '', columns: writeLine(next, start + now) });
      return { ...answer, at: answer.at - start };
    },
    /** So many kicks at once. */
    kick(count: number, now: number) {
      return Array.from({ length: count }, (_, index) => this.claim(`kick-${now}-${index}`, now));
    },
  };
}

describe('a kick', () => {
  it('takes a slot at once when one is free, and reserves one when none is', () => {
    const line = aLine();
    expect(line.kick(10, 0)).toEqual(Array(10).fill({ kind: 'slot', at: 0 }));
    expect(line.claim('eleventh', 0)).toEqual({ kind: 'slot', at: 13_000 });
  });

  it('reserves a slot whole seconds from now, since queue messages come to light by whole seconds', () => {
    const line = aLine();
    line.kick(10, 0);
    fc.assert(
      fc.property(fc.nat(12_000), (now) => {
        const { at } = line.claim(`kick-${now}`, now);
        expect((at - now) % 1_000).toBe(0);
      }),
    );
  });

  it('that comes early is told its time again, and comes by no second slot', () => {
    const line = aLine();
    line.kick(10, 0);
    const { at } = line.claim('eleventh', 0);
    expect(line.claim('eleventh', 5_000)).toEqual({ kind: 'slot', at });
    expect(line.claim('eleventh', at - 1)).toEqual({ kind: 'slot', at });
    expect(line.line.places.filter(({ decision }) => decision)).toHaveLength(1);
  });

  it.each([0, 1, 1_999, 2_000])('that comes %i ms after its time has its slot', (late) => {
    const line = aLine();
    line.kick(10, 0);
    const { at } = line.claim('eleventh', 0);
    expect(line.claim('eleventh', at + late)).toEqual({ kind: 'slot', at });
    expect(line.line.places).toHaveLength(11);
  });

  it('that comes later than that gives its slot back and gets another', () => {
    const line = aLine();
    line.kick(10, 0);
    const { at } = line.claim('eleventh', 0);
    expect(line.claim('eleventh', at + 2_001)).toEqual({ kind: 'slot', at: at + 2_001 });
    expect(line.line.places).toHaveLength(11);
  });

  it('makes one call on a slot: its next attempt gets another', () => {
    const line = aLine();
    for (let attempt = 0; attempt < 10; attempt += 1) line.claim('stubborn', 0);
    expect(line.line.places).toHaveLength(10);
    const { at } = line.claim('stubborn', 0);
    expect(line.claim('stubborn', at)).toEqual({ kind: 'slot', at });
    expect(line.claim('stubborn', at)).toEqual({ kind: 'slot', at });
    expect(line.line.places).toHaveLength(12);
  });

  it.each(['now', 'ahead'])('knows its own claim again when the reply to it was lost (%s)', (when) => {
    const line = aLine();
    if (when === 'ahead') line.kick(10, 0);
    const claimed = line.claim('lost', 0, true, 'mine');
    const before = line.line;
    expect(line.claim('lost', 50, true, 'mine')).toEqual(claimed);
    expect(line.line).toBe(before);
  });

  it('comes back later when a full thread’s worth of others are ahead, and the line fits into its row', () => {
    const line = aLine();
    const child = (index: number) => `${'p'.repeat(27)}.${'c'.repeat(23)}${1_000 + index}`;
    for (let index = 0; index < 260; index += 1) line.claim(child(index), 0);
    const claimed = line.claim(child(261), 0);
    expect(claimed.kind).toBe('come-back');
    expect(claimed.at).toBeGreaterThan(500_000);
    const { places } = writeLine(line.line, start);
    // 64 KiB of UTF-16, https://learn.microsoft.com/rest/api/storageservices/understanding-the-table-service-data-model
    expect(String(places).length).toBeLessThan(32 * 1_024);
    expect(line.claim(child(261), claimed.at)).toMatchObject({ kind: 'slot' });
  });
});

describe('a clean-up', () => {
  it('takes a slot that is free now and leaves two to spare', () => {
    const line = aLine();
    for (let index = 0; index < 8; index += 1)
      expect(line.claim(`clean-${index}`, 0, false)).toEqual({ kind: 'slot', at: 0 });
    expect(line.claim('ninth', 0, false)).toMatchObject({ kind: 'come-back' });
    expect(line.kick(2, 0)).toEqual(Array(2).fill({ kind: 'slot', at: 0 }));
  });

  it('never reserves ahead, and is told to come back one after the other', () => {
    const line = aLine();
    line.kick(10, 0);
    const { places } = line.line;
    const backs = Array.from({ length: 50 }, (_, index) => line.claim(`clean-${index}`, 0, false));
    expect(new Set(backs.map(({ kind }) => kind))).toEqual(new Set(['come-back']));
    expect(line.line.places).toEqual(places);
    const times = backs.map(({ at }) => at);
    expect(times[0]).toBe(12_500);
    expect(times).toEqual([...new Set(times)].sort((a, b) => a - b));
  });

  it('that comes back when it was told to finds a slot, unless somebody in a hurry has it', () => {
    const line = aLine();
    line.kick(10, 0);
    const { at } = line.claim('clean', 0, false);
    expect(line.claim('clean', at, false)).toEqual({ kind: 'slot', at });
    line.kick(10, at + 12_500);
    expect(line.claim('other', at + 12_500, false)).toMatchObject({ kind: 'come-back' });
  });
});

describe('a line', () => {
  it('holds no more slots than count, however long it is in use', () => {
    const line = aLine();
    for (let now = 0; now < 600_000; now += 1_000) line.claim(`kick-${now}`, now);
    const past = line.line.places.filter(({ at }) => at < start + 600_000 - 2_000);
    expect(past.length).toBeLessThanOrEqual(40);
  });

  it.each([
    ['not there', undefined],
    ['of another version', { version: 2, places: '[]', last: '2026-11-23T09:00:00.000Z' }],
    ['broken by hand', { version: 1, places: '[[1,', last: '2026-11-23T09:00:00.000Z' }],
    ['full of something else', { version: 1, places: '[["x"]]', last: '2026-11-23T09:00:00.000Z' }],
  ])('that is %s begins anew', (_what, columns) => {
    expect(readLine(columns && { key: '', etag: '', columns })).toEqual({ places: [] });
  });

  it('is read as it was written', () => {
    const written: Line = {
      places: [
        { at: start, claim: 'a' },
        { at: start + 5, claim: 'b', decision: 'd' },
      ],
      quiet: { until: start + 7, ms: 12_500 },
      lastComeBack: start + 9,
    };
    const columns = writeLine(written, start);
    expect(readLine({ key: '', etag: '', columns })).toEqual(written);
    expect(columns.last).toBe(new Date(start + 9).toISOString());
  });
});
