import type { AttemptPorts } from './attempt.ts';
import { isOwn, placeOf } from './decided-of.ts';
import { isRun, type WorkableEvent } from './moderation-event.ts';
import type { Standing } from './standings.ts';

/**
 * Notes that a decision of our own waits for its turn, so that whoever comes back ten times a second costs one removal at a
 * time. `coming-removal.ts` says for how long that counts. Never rejects: without the note there are more decisions, and
 * no wrong ones.
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
