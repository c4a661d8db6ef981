import type { RunningAzure } from '../../../local/azure/start-azure.ts';
import type { Dice } from '../dice.ts';
import { type Sent, unsent } from './sent.ts';
import { makeStories, type Story } from './stories.ts';

/** Who is in which thread, and what is to be decided about whom. */
export interface Seated {
  /** Each about somebody of its own, who is to be removed. */
  readonly alone: readonly Sent[];
  readonly stories: readonly Story[];
  /** By thread: people about whom nothing is decided. */
  readonly bystanders: ReadonlyMap<string, readonly string[]>;
}

/** How many of what there is to be. */
export interface SeatingPlan {
  readonly events: number;
  readonly threads: number;
  /** So many of a hundred events belong to stories of bans. */
  readonly bans: number;
}

/** Once in so many events of stories, one takes place in every thread. */
const everywhereIn = 750;

/** Fills threads with people, of whom the moderator is one. */
export function seatPeople(
  { communication, moderatorId }: Pick<RunningAzure, 'communication' | 'moderatorId'>,
  plan: SeatingPlan,
  dice: Dice,
): Seated {
  const bystanders = new Map<string, string[]>();
  const ids = Array.from({ length: Math.min(plan.threads, plan.events) }, () => {
    const people = [moderatorId, communication.createIdentity()];
    const id = communication.threads.create({ createdBy: moderatorId, members: people });
    bystanders.set(id, people);
    return id;
  });
  const seat = (threads: readonly string[]) => {
    const participant = communication.createIdentity();
    for (const id of threads) communication.threads.add(id, participant);
    return participant;
  };
  const inStories = Math.round((plan.events * plan.bans) / 100);
  const alone = Array.from({ length: plan.events - inStories }, (_, index) => {
    const threadId = ids[index % ids.length] ?? '';
    const patient = dice.roll() < 0.5;
    return unsent({
      id: `event-${index}`,
      action: 'remove',
      threadId,
      participant: seat([threadId]),
      patient,
    });
  });
  const everywhere = Math.ceil(inStories / everywhereIn);
  return { alone, stories: makeStories(inStories, everywhere, { threads: ids, seat }, dice), bystanders };
}
