import type { AttemptPorts } from './attempt.ts';
import { isOwn, placeOf } from './decided-of.ts';
import { isRun, type WorkableEvent } from './moderation-event.ts';
import type { Standing } from './standings.ts';

/** How late a removal may come before nobody counts on it any more, in milliseconds: the sweep has found it by then. */
const lateMs = 2 * 60_000;

/**
 * Whether somebody's removal from a thread is on its way: under way now, or waiting for its turn. Then nothing is gained by
 * another decision; where it comes to nothing, the next look finds that.
 */
export function isComing({ actingUntil = 0, next }: Standing, now: number): boolean {
  return actingUntil > now || (next !== undefined && next.at + lateMs > now);
}

/** Whether a removal waits whose call has yet to start: it undoes whatever has happened until now. */
export function isStillToCome({ next }: Standing, now: number): boolean {
  return next !== undefined && next.at > now;
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
  if (isRun(event) || !isOwn(event) || event.threadId === '*') return;
  const next = { decision: event.decision, at };
  const isNoted = (standing: Standing) => (standing.next?.at ?? 0) >= at;
  await standings
    .change(placeOf(event), {}, (standing) => (isNoted(standing) ? undefined : { ...standing, next }), signal)
    .catch(() => {});
}
