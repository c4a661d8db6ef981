import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sideBySide } from '../../src/side-by-side.ts';

const later = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('many things side by side', () => {
  it('come back in their order, never more at once than allowed', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(3), { maxLength: 20 }),
        fc.integer({ min: 1, max: 6 }),
        async (waits, most) => {
          let [running, peak] = [0, 0];
          const results = await sideBySide([...waits.entries()], most, async ([index, turns]) => {
            running += 1;
            peak = Math.max(peak, running);
            for (let turn = 0; turn < turns; turn += 1) await later();
            running -= 1;
            return index;
          });
          expect(results).toEqual(waits.map((_, index) => index));
          expect(peak).toBeLessThanOrEqual(most);
        },
      ),
      { numRuns: 50 },
    );
  });

  it('all come to their end when one fails, and then the first failure is told', async () => {
    const ended: number[] = [];
    const all = sideBySide([0, 1, 2, 3], 2, async (one) => {
      await later();
      ended.push(one);
      if (one === 1 || one === 3) throw new Error(`no ${one}`);
    });
    await expect(all).rejects.toThrow('no 1');
    expect(ended.sort()).toEqual([0, 1, 2, 3]);
  });
});
