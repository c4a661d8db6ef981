import { describe, expect, it } from 'vitest';
import type { Line } from '../../../../src/store/pace/line.ts';
import { pushOn } from '../../../../src/store/pace/push-on.ts';
import { takePlace } from '../../../../src/store/pace/take-place.ts';

const now = 1_000_000;
const used = (at: number) => ({ at, claim: `used-${at}` });
const reserved = (at: number) => ({ at, claim: `claim-${at}`, decision: `decision-${at}` });
const pushed = (line: Line, retryAfterMs?: number, at = now) => {
  const next = pushOn(line, retryAfterMs, at);
  if (!next) throw new Error('It should have been pushed.');
  return next;
};

describe('pushOn', () => {
  it('moves all that is reserved by the same time, and leaves the past where it is', () => {
    const places = [used(now - 10), reserved(now + 2_000), reserved(now + 2_000), reserved(now + 14_500)];
    const moved = pushed({ places }, 5_000).places.map(({ at }) => at - now);
    expect(moved).toEqual([-10, 5_000, 5_000, 17_500]);
  });

  it('moves those too who are due and have not come yet', () => {
    const places = [reserved(now - 2_001), reserved(now - 1_000)];
    expect(pushed({ places }, 5_000).places.map(({ at }) => at - now)).toEqual([-2_001, 5_000]);
  });

  it('leaves alone what is late enough already', () => {
    const places = [reserved(now + 60_000)];
    expect(pushed({ places }, 5_000).places).toEqual(places);
  });

  it('lets nobody call before that, be it a kick or a clean-up', () => {
    const line = pushed({ places: [] }, 5_000);
    const kick = takePlace(line, { decision: 'kick', claim: 'a', urgent: true }, now + 1).answer;
    const cleanUp = takePlace(line, { decision: 'clean-up', claim: 'b', urgent: false }, now + 1).answer;
    expect(kick).toEqual({ kind: 'slot', at: now + 5_001 });
    expect(cleanUp).toEqual({ kind: 'come-back', at: now + 5_000 });
  });

  it('waits as long as ACS asks, and no longer than an hour', () => {
    expect(pushed({ places: [] }, 0).quiet?.until).toBe(now);
    expect(pushed({ places: [] }, 10 ** 12).quiet?.until).toBe(now + 3_600_000);
  });

  it('waits a short window without a word from ACS, and twice as long each time that was not enough', () => {
    let line: Line = { places: [] };
    let time = now;
    const waits = [1, 2, 3, 4, 5].map(() => {
      line = pushed(line, undefined, time);
      const wait = (line.quiet?.until ?? 0) - time;
      time += wait + 500;
      return wait;
    });
    expect(waits).toEqual([12_500, 25_000, 50_000, 62_500, 62_500]);
    expect(pushed(line, undefined, time + 62_500).quiet?.ms).toBe(12_500);
  });

  it('takes ten refusals at once for one', () => {
    const line = pushed({ places: [reserved(now + 3_000)] });
    for (let call = 1; call < 10; call += 1) expect(pushOn(line, undefined, now + call * 20)).toBeUndefined();
    expect(pushOn(line, 1_000, now + 20)).toBeUndefined();
  });

  it('moves further on when ACS asks for more than it did', () => {
    const line = pushed({ places: [reserved(now)] }, 1_000);
    expect(pushed(line, 9_000, now + 20).places.map(({ at }) => at - now)).toEqual([9_020]);
  });
});
