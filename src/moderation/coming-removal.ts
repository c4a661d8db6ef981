import type { AttemptPorts } from './attempt.ts';
import { isOwn, placeOf } from './decided-of.ts';
import { bansInForce } from './in-force.ts';
import { isRun, type WorkableEvent } from './moderation-event.ts';
import type { Standing, StandingPair } from './standings.ts';

/** How late a removal may come before nobody counts on it any more, in milliseconds: the sweep has found it by then. */
const lateMs = 2 * 60_000;

/**
 * Whether somebody's removal from a thread is on its way: under way now, or waiting for its turn. Then nothing is gained by
 * another decision of a rule; where it comes to nothing, the next look finds that.
 */
export function isComing({ actingUntil = 0, next }: Standing, now: number): boolean {
  return actingUntil > now || (next !== undefined && next.at + lateMs > now);
}

/**
 * Whether whoever is banned is on their way out. Only what keeps up a ban that is in force counts: what a rule has led to,
 * or a ban that was lifted, is superseded when its turn comes, and removes nobody.
 */
export function isBeingKeptOut(pair: StandingPair, now: number): boolean {
  const { next: _, ...withoutNext } = pair.thread;
  return isComing(keepsUp(pair, now) ? pair.thread : withoutNext, now);
}

/** Whether a removal on account of a ban waits whose call has yet to start: it undoes whatever has happened until now. */
export function isStillToCome(pair: StandingPair, now: number): boolean {
  const { next } = pair.thread;
  return keepsUp(pair, now) && next !== undefined && next.at > now;
}

function keepsUp(pair: StandingPair, now: number): boolean {
  return bansInForce(pair, now).some(({ decision }) => decision === pair.thread.next?.ban);
}

/**
 * Notes that a decision of our own waits for its turn, so that whoever comes back ten times a second costs one removal at a
 * time. Never rejects: without the note there are more decisions, and no wrong ones.
 */
export async function noteComing(
  event: WorkableEvent,
  at: number,
  { standings }: Pick<AttemptPorts, 'standings'>,
  signal: AbortSignal,
): Promise<void> {
  if (isRun(event) || !isOwn(event) || event.threadId === '*' || event.dryRun) return;
  const ban = event.cause?.kind === 'ban' ? event.cause.decision : undefined;
  const next = { decision: event.decision, at, ...(ban !== undefined && { ban }) };
  const isNoted = ({ next: noted }: Standing) => {
    if (!noted || noted.ban === ban) return (noted?.at ?? 0) >= at;
    return ban === undefined;
  };
  await standings
    .change(placeOf(event), {}, (standing) => (isNoted(standing) ? undefined : { ...standing, next }), signal)
    .catch(() => {});
}
