import { expect, it } from 'vitest';
import { dice } from '../../../bench/chaos/dice.ts';

it('falls the same way for the same seed, and another way for another', () => {
  const rolls = (seed: number) => Array.from({ length: 20 }, dice(seed).roll);
  expect(rolls(1)).toEqual(rolls(1));
  expect(rolls(1)).not.toEqual(rolls(2));
});

it('falls on every side about as often', () => {
  const thrown = dice(7);
  const sides = Array.from({ length: 4_000 }, () => thrown.below(4));
  for (const side of [0, 1, 2, 3]) {
    expect(sides.filter((fell) => fell === side).length).toBeGreaterThan(850);
  }
});

it('picks one of those there are', () => {
  expect(['a', 'b']).toContain(dice(3).pick(['a', 'b']));
  expect(() => dice(3).pick([])).toThrow('Nothing to pick from.');
});
