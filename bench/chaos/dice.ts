/** Chance that falls the same way again for the same seed. */
export interface Dice {
  /** A number in [0, 1). */
  roll(): number;
  /** A whole number from 0 to below `sides`. */
  below(sides: number): number;
  pick<T>(from: readonly T[]): T;
}

/** Mulberry32: small, even enough, and the same everywhere. https://github.com/cprosche/mulberry32 */
export function dice(seed: number): Dice {
  let state = seed >>> 0;
  const roll = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (sides: number) => Math.floor(roll() * sides);
  return {
    roll,
    below,
    pick: (from) => {
      const picked = from[below(from.length)];
      if (picked === undefined) throw new Error('Nothing to pick from.');
      return picked;
    },
  };
}
