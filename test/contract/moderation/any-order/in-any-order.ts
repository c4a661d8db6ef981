import fc from 'fast-check';
import { expect } from 'vitest';
import { play, type Step } from './play.ts';

const number = fc.nat({ max: 1_000 });
const step: fc.Arbitrary<Step> = fc.tuple(fc.nat({ max: 25 }), number, number);

/** Plays so many sequences of up to so many steps; each has to keep every promise. */
export async function holdsInAnyOrder(sequences: number, maxLength: number): Promise<void> {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength, size: 'max' }), async (steps) => {
      expect(await play(steps)).toEqual([]);
    }),
    { numRuns: sequences },
  );
}
