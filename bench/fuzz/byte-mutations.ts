import type { Dice } from '../chaos/dice.ts';

/** Flips some bits, at least one. */
export function flipBits(bytes: Buffer, dice: Dice): Buffer {
  const flipped = Buffer.from(bytes);
  const places = new Set(Array.from({ length: 1 + dice.below(4) }, () => dice.below(bytes.length * 8)));
  for (const place of places) flipped[place >> 3] = (flipped[place >> 3] ?? 0) ^ (1 << (place & 7));
  return flipped;
}

/** Takes bytes out, puts bytes in, doubles or swaps what stands there. It may come out as it was. */
export function shuffleBytes(bytes: Buffer, dice: Dice): Buffer {
  const [from, to] = [dice.below(bytes.length + 1), dice.below(bytes.length + 1)].sort((a, b) => a - b) as [
    number,
    number,
  ];
  const [before, part, after] = [bytes.subarray(0, from), bytes.subarray(from, to), bytes.subarray(to)];
  const noise = Buffer.from(Array.from({ length: dice.below(16) }, () => dice.below(256)));
  return Buffer.concat(
    dice.pick([
      [before, after],
      [before, noise, part, after],
      [before, part, part, after],
      [after, part, before],
    ]),
  );
}
