import { describe, expect, it } from 'vitest';
import { type Aging, renewable } from '../../../src/credentials/renewable.ts';
import { drivenClock } from '../driven-clock.ts';

const signal = new AbortController().signal;

/** Loads 'v1', 'v2', … fresh for 10 s and usable for 60 s; fails while `away`. */
function setUp() {
  const clock = drivenClock();
  const source = { loads: 0, away: false };
  const load = async (): Promise<Aging<string>> => {
    source.loads += 1;
    if (source.away) throw new Error('away');
    const now = clock.now();
    return { value: `v${source.loads}`, freshUntil: now + 10_000, usableUntil: now + 60_000 };
  };
  return { clock, source, value: renewable(load, clock) };
}

describe('renewable', () => {
  it('loads once while the value is fresh', async () => {
    const { value, source } = setUp();
    expect([await value.get(signal), await value.get(signal)]).toEqual(['v1', 'v1']);
    expect(source.loads).toBe(1);
  });

  it('loads once for a hundred callers at once', async () => {
    const { value, source } = setUp();
    const got = await Promise.all(Array.from({ length: 100 }, () => value.get(signal)));
    expect(new Set(got)).toEqual(new Set(['v1']));
    expect(source.loads).toBe(1);
  });

  it('loads again when the value is no longer fresh', async () => {
    const { value, clock } = setUp();
    await value.get(signal);
    clock.pass(10_000);
    expect(await value.get(signal)).toBe('v2');
  });

  it('serves the old value while loading fails, and asks again only half a minute later', async () => {
    const { value, clock, source } = setUp();
    await value.get(signal);
    clock.pass(10_000);
    source.away = true;
    expect([await value.get(signal), await value.get(signal)]).toEqual(['v1', 'v1']);
    expect(source.loads).toBe(2);
    clock.pass(30_000);
    source.away = false;
    expect(await value.get(signal)).toBe('v3');
  });

  it('fails once the old value is no longer usable', async () => {
    const { value, clock, source } = setUp();
    await value.get(signal);
    source.away = true;
    clock.pass(60_000);
    await expect(value.get(signal)).rejects.toThrow('away');
  });

  it('fails when there never was a value, and loads again for the next caller', async () => {
    const { value, source } = setUp();
    source.away = true;
    await expect(value.get(signal)).rejects.toThrow('away');
    source.away = false;
    expect(await value.get(signal)).toBe('v2');
  });

  it('replaces a refused value once, however many callers were refused', async () => {
    const { value, source } = setUp();
    await value.get(signal);
    const got = await Promise.all([value.replace('v1', signal), value.replace('v1', signal)]);
    expect(got).toEqual(['v2', 'v2']);
    expect(await value.replace('v1', signal)).toBe('v2');
    expect(source.loads).toBe(2);
  });

  it('does not fall back on a value that was refused', async () => {
    const { value, source } = setUp();
    await value.get(signal);
    source.away = true;
    await expect(value.replace('v1', signal)).rejects.toThrow('away');
  });
});
