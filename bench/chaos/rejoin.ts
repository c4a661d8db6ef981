import { setTimeout as wait } from 'node:timers/promises';
import type { RunningAzure } from '../../local/azure/start-azure.ts';
import type { Chronicle } from './chronicle.ts';
import type { Dice } from './dice.ts';
import type { Seated } from './load/seat-people.ts';
import type { Story } from './load/stories.ts';

/** Members who add people again. */
export interface Rejoining {
  /** How often somebody came back. */
  readonly told: number;
  /** And Event Grid has never said so. */
  readonly untold: number;
  /** Adds a share of those again who are out, of whom stories tell. */
  addWhoIsOut(share: number): void;
}

/** Some come back in no time, the others within so many milliseconds. */
const [atOnce, withinMs] = [0.25, 6_000];
/** How many comings Event Grid loses, and how many it tells of twice. */
const [lost, twice] = [0.1, 0.1];

/** Has people added again as soon as they are out, as often as their stories say; by another member of the thread. */
export function letRejoin(
  { communication, eventGrid }: Pick<RunningAzure, 'communication' | 'eventGrid'>,
  { stories, bystanders }: Pick<Seated, 'stories' | 'bystanders'>,
  chronicle: Pick<Chronicle, 'listen'>,
  dice: Dice,
): Rejoining {
  const { threads } = communication;
  const count = { told: 0, untold: 0 };
  const byPerson = new Map(stories.map((story) => [story.participant, story]));
  const isIn = (threadId: string, rawId: string) => threads.members(threadId).includes(rawId);

  const add = (threadId: string, { participant }: Story) => {
    if (isIn(threadId, participant)) return;
    const roll = dice.roll();
    // Whoever listens is told before this returns: so it concerns this coming alone.
    const copies = roll < lost ? 0 : roll < lost + twice ? 2 : 1;
    eventGrid.behaviour.copies = copies;
    threads.admit(threadId, [{ rawId: participant }], bystanders.get(threadId)?.at(-1) ?? '');
    eventGrid.behaviour.copies = 1;
    count[copies === 0 ? 'untold' : 'told'] += 1;
  };
  chronicle.listen(async ({ what, threadId, participant }) => {
    const story = byPerson.get(participant);
    if (what !== 'left' || !story || story.rejoins === 0) return;
    story.rejoins -= 1;
    await wait(dice.roll() < atOnce ? 0 : dice.below(withinMs), undefined, { ref: false });
    add(threadId, story);
  });
  return {
    get told() {
      return count.told;
    },
    get untold() {
      return count.untold;
    },
    addWhoIsOut: (share) => {
      for (const story of stories) {
        for (const threadId of story.threads) if (dice.roll() < share) add(threadId, story);
      }
    },
  };
}
