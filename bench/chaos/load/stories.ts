import type { Dice } from '../dice.ts';
import { type Sent, unsent } from './sent.ts';

/** Somebody about whom several decisions are taken, and who comes back. */
export interface Story {
  readonly participant: string;
  /** Where they are at first. */
  readonly threads: readonly string[];
  /** In the order in which they were taken, which is not the order in which they are sent. */
  readonly decisions: readonly Sent[];
  /** How often somebody adds them again as soon as they are out. */
  rejoins: number;
}

type Step = Pick<Sent, 'action'> & { readonly where?: 'everywhere'; readonly ends?: true };

const kick: Step = { action: 'remove' };
const ban: Step = { action: 'ban' };
const banForAWhile: Step = { action: 'ban', ends: true };
const unban: Step = { action: 'unban' };
const [banEverywhere, unbanEverywhere]: readonly [Step, Step] = [
  { ...ban, where: 'everywhere' },
  { ...unban, where: 'everywhere' },
];

/** What may happen to somebody in one thread. */
const plots: readonly (readonly Step[])[] = [
  [ban],
  [banForAWhile],
  [ban, unban],
  [kick, ban],
  [ban, kick],
  [kick, unban],
  [ban, unban, kick],
  [ban, unban, ban],
  [unban, ban],
  [banForAWhile, ban],
  [ban, banForAWhile],
  [ban, unban, banForAWhile, unban],
];

/** And in every thread, which costs a decision for each of them. */
const plotsEverywhere: readonly (readonly Step[])[] = [
  [banEverywhere, unban],
  [banEverywhere, unbanEverywhere],
  [banEverywhere],
  [ban, banEverywhere, unbanEverywhere],
];

/** How long ago the first decision of each story was taken, and how far apart they are, in milliseconds. */
const [longAgoMs, apartMs] = [60 * 60_000, 1_000];
/** How long a ban with an end lasts, in milliseconds. */
const [leastMs, spreadMs] = [4_000, 30_000];

/** What stories are made of. */
export interface Cast {
  readonly threads: readonly string[];
  /** A person in these threads. */
  seat(threads: readonly string[]): string;
}

/**
 * Makes up stories until their decisions are as many as wanted.
 *
 * @param everywhere - how many of the stories take place in every thread.
 */
export function makeStories(wanted: number, everywhere: number, cast: Cast, dice: Dice): Story[] {
  const stories: Story[] = [];
  const start = Date.now() - longAgoMs;
  for (let left = wanted; left > 0; ) {
    const isEverywhere = stories.length < everywhere;
    const plot = isEverywhere
      ? (plotsEverywhere[stories.length % plotsEverywhere.length] ?? [])
      : dice.pick(plots);
    const first = dice.pick(cast.threads);
    const threads = isEverywhere ? [...new Set([first, dice.pick(cast.threads)])] : [first];
    const participant = cast.seat(threads);
    const decisions = plot.slice(0, left).map(({ action, where, ends }, index) =>
      unsent({
        id: `story-${stories.length}-${index}`,
        action,
        threadId: where ? '*' : first,
        participant,
        occurredAt: start + index * apartMs,
        ...(ends && { lastsMs: leastMs + dice.below(spreadMs) }),
        patient: dice.roll() < 0.5,
      }),
    );
    stories.push({ participant, threads, decisions, rejoins: dice.below(4) });
    left -= decisions.length;
  }
  return stories;
}
