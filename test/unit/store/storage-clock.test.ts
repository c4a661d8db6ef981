import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createStorageClock } from '../../../src/store/storage-clock.ts';
import { drivenClock } from '../driven-clock.ts';

const at = (ms: number) => new Date(ms).toUTCString();

describe('the storage account’s time', () => {
  it('is the machine’s own until an answer has come', () => {
    const clock = drivenClock();
    expect(createStorageClock(clock).now()).toBe(clock.now());
  });

  it('comes within a second and the time of a call of the truth, however far the machine’s clock is off', () => {
    const offsets = fc.integer({ min: -86_400_000, max: 86_400_000 });
    fc.assert(
      fc.property(offsets, fc.array(fc.nat(2_000), { minLength: 1, maxLength: 20 }), (offset, calls) => {
        const clock = drivenClock();
        const storage = createStorageClock(clock);
        for (const lasting of calls) {
          const sent = clock.now();
          clock.pass(lasting);
          storage.observe(at(sent + offset + lasting / 2), sent, clock.now());
        }
        const error = Math.abs(storage.now() - (clock.now() + offset));
        expect(error).toBeLessThanOrEqual(1_000 + Math.min(...calls));
      }),
    );
  });

  it('keeps still while the answers fit what it believes', () => {
    const clock = drivenClock();
    const storage = createStorageClock(clock);
    for (let call = 0; call < 50; call += 1) {
      storage.observe(at(clock.now()), clock.now(), clock.now());
      clock.pass(317);
    }
    expect(storage.now()).toBe(clock.now());
  });

  it.each(['', 'yesterday'])('takes no notice of a Date it cannot read (%j)', (date) => {
    const clock = drivenClock();
    const storage = createStorageClock(clock);
    storage.observe(date, clock.now(), clock.now());
    expect(storage.now()).toBe(clock.now());
  });
});
