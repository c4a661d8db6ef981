import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ago, ahead, count, header, length, oneOf, variable } from '../../../local/bouncer/option-values.ts';

const now = Date.parse('2026-11-23T09:00:00Z');
const fault = (parsed: { error?: { issues: { message: string }[] } | undefined }) =>
  parsed.error?.issues[0]?.message;

describe('a time', () => {
  it.each([
    ['30m', '2026-11-23T09:30:00.000Z', '2026-11-23T08:30:00.000Z'],
    ['7d', '2026-11-30T09:00:00.000Z', '2026-11-16T09:00:00.000Z'],
    ['90s', '2026-11-23T09:01:30.000Z', '2026-11-23T08:58:30.000Z'],
    ['2026-12-01T00:00:00+01:00', '2026-11-30T23:00:00.000Z', '2026-11-30T23:00:00.000Z'],
  ])('%s lies ahead at %s, or behind at %s', (text, later, earlier) => {
    expect(new Date(ahead.parse(text)(now)).toISOString()).toBe(later);
    expect(new Date(ago.parse(text)(now)).toISOString()).toBe(earlier);
  });

  it.each(['', 'tomorrow', '7', 'd', '-7d', '1.5h', '2026-11-23', '2026-11-23T09:30:00'])(
    'is not %j',
    (text) => {
      expect(fault(ahead.safeParse(text))).toMatch(/^must be a time with a zone .*from now/);
      expect(fault(ago.safeParse(text))).toMatch(/^must be a time with a zone .*ago/);
    },
  );
});

describe('other values', () => {
  it('a length of time is in milliseconds', () => {
    expect(['90s', '5m', '2h'].map((text) => length.parse(text))).toEqual([90_000, 300_000, 7_200_000]);
    expect(fault(length.safeParse('5'))).toMatch(/^must be a length of time/);
  });

  it.each(['0', '-1', '1.5', 'many', ''])('a number is not %j', (text) => {
    expect(fault(count.safeParse(text))).toMatch(/^must be a whole number/);
  });

  it('one of a few words is named with the others when it is none of them', () => {
    expect(fault(oneOf(['remove', 'ban', 'unban']).safeParse('kick'))).toBe('must be remove, ban or unban');
  });

  it('a header is cut at its first colon', () => {
    expect(header.parse('aeg-event-type: Notification')).toEqual(['aeg-event-type', 'Notification']);
    expect(header.parse('x-a:b: c ')).toEqual(['x-a', 'b: c']);
    expect(header.parse('x-empty:')).toEqual(['x-empty', '']);
  });

  it.each(['no colon', ': value', 'bad name: x', 'x-a: line\nbreak', 'x-a: ü'])(
    'a header is not %j',
    (text) => {
      expect(fault(header.safeParse(text))).toBe('must be written name: value');
    },
  );

  it('where a variable is to be named, a key is not taken, and never repeated', () => {
    void fc.assert(
      fc.property(fc.base64String({ minLength: 12 }), (base64) => {
        const key = `${base64}==`;
        const said = fault(variable.safeParse(key));
        expect(said).toMatch(/never a key itself$/);
        expect(said).not.toContain(key);
      }),
    );
  });
});
