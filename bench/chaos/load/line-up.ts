import type { Dice } from '../dice.ts';
import type { Sent } from './sent.ts';
import type { Story } from './stories.ts';

/** How far apart the decisions of a story are sent at the most, as shares of the whole load: at once, soon, any time. */
const spreads = [0.005, 0.05, 1] as const;
/** How many of a story's decisions are sent once more by somebody who has had an answer. */
const again = 0.15;

/**
 * The order in which all is sent: the lone decisions as they are, and among them those of the stories, each story's in an
 * order of chance, now and then one twice.
 */
export function lineUp(alone: readonly Sent[], stories: readonly Story[], dice: Dice): Sent[] {
  const queued = alone.map((sent, index) => ({ sent, at: index / alone.length }));
  for (const { decisions } of stories) {
    const spread = dice.pick(spreads);
    const start = dice.roll() * (1 - spread);
    for (const sent of decisions) {
      queued.push({ sent, at: start + dice.roll() * spread });
      if (dice.roll() < again) queued.push({ sent, at: start + dice.roll() * (1 - start) });
    }
  }
  return queued.sort((one, other) => one.at - other.at).map(({ sent }) => sent);
}
