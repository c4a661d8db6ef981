import { decidedOf, kindOf } from './decided-of.ts';
import { bansInForce, isNewer, type Kind } from './in-force.ts';
import type { ModerationEvent } from './moderation-event.ts';
import type { Decided, StandingPair } from './standings.ts';

type Newer = readonly [kind: Kind, decided: Decided | undefined];

/** What is held against a decision, if it is newer: only bans and unbans end bans and unbans, all three end a removal. */
const rivals: Readonly<Record<ModerationEvent['action'], (pair: StandingPair, isEvery: boolean) => Newer[]>> =
  {
    // A ban from every thread leaves a ban from one alone: that one may last longer.
    ban: ({ thread, every }, isEvery) => [
      ['ban', isEvery ? every.ban : thread.ban],
      ['lift', thread.lift],
      ['lift', every.lift],
    ],
    unban: ({ thread, every }) => [
      ['ban', thread.ban],
      ['ban', every.ban],
      ['lift', thread.lift],
      ['lift', every.lift],
    ],
    remove: ({ thread, every }) =>
      [thread, every].flatMap((row): Newer[] => [
        ['ban', row.ban],
        ['lift', row.lift],
        ['removal', row.removal],
      ]),
  };

/**
 * Whether a decision stands, for whoever carries it out, whichever door it came in by.
 *
 * @param received - when it was accepted first.
 * @returns why it does not, in words; undefined if it does.
 */
export function whyNotStanding(
  event: ModerationEvent,
  received: number,
  pair: StandingPair,
  now: number,
): string | undefined {
  const { action, cause, threadId } = event;
  if (cause?.kind === 'ban') {
    const isKept = bansInForce(pair, now).some(({ decision }) => decision === cause.decision);
    return isKept
      ? undefined
      : `The ban that it keeps up (decision ${cause.decision}) is no longer in force.`;
  }
  const own = [kindOf[action], decidedOf(event, received)] as const;
  const newer = rivals[action](pair, threadId === '*')
    .flatMap(([kind, decided]) => (decided ? [[kind, decided] as const] : []))
    .filter(([, { decision }]) => decision !== own[1].decision)
    .find((rival) => isNewer(rival, own));
  return newer && inWords(newer);
}

const words: Readonly<Record<Kind, string>> = { ban: 'ban', lift: 'unban', removal: 'removal' };

function inWords([kind, { decision, source, occurredAt }]: readonly [Kind, Decided]): string {
  const when = new Date(occurredAt).toISOString();
  return `A newer ${words[kind]} stands: decision ${decision} of ${source}, taken ${when}.`;
}
