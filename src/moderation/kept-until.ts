import { isInForce, isNewer } from './in-force.ts';
import { everyThread } from './moderation-event.ts';
import type { Ban, Lift, Placed } from './standings.ts';

/** Longer than clocks differ and than anybody is at a decision. */
const dayMs = 24 * 60 * 60_000;

/**
 * Until when a standing has to be kept, because something may still be held against it. What is older than the retention
 * is turned away when it comes (`decide.ts`), so nothing has to be kept for that any longer; but bans that are in force,
 * and lifts without which one would be in force again, stay however old they are.
 *
 * @param ofPerson - what is on record about the participant: all of it, or no less than bears on the place (`bearsOn`).
 * @returns milliseconds since 1970; undefined when it may be forgotten now.
 */
export function keptUntil(
  { threadId, standing }: Placed,
  ofPerson: readonly Placed[],
  now: number,
  retentionMs: number,
): number | undefined {
  const { ban, lift, removal, actingUntil = 0 } = standing;
  const others = ofPerson.filter((other) => bearsOn(threadId, other.threadId));
  // A ban from every thread is lifted as a whole by its own row alone; that one thread is let off it ends nothing elsewhere.
  const lifts = threadId === everyThread ? [lift] : [lift, ...others.map((other) => other.standing.lift)];
  const coveredBans = others.flatMap((other) => other.standing.ban ?? []).filter((one) => covers(lift, one));

  const ages = [ban, lift, removal].flatMap((decided) => (decided ? [decided.occurredAt + retentionMs] : []));
  const until = Math.max(
    actingUntil,
    // Those elsewhere too: they have to find what was decided about them here.
    ...[removal, ...others.map((other) => other.standing.removal)].map((one) => one?.effectiveAt ?? 0),
    ...ages,
    ...(ban && isInForce(ban, lifts, now) ? [endOf(ban, now, retentionMs)] : []),
    ...coveredBans.map((one) => endOf(one, now, retentionMs)),
  );
  return until + dayMs > now ? until + dayMs : undefined;
}

/** Whether what was decided for one place counts in another. */
export function bearsOn(one: string, other: string): boolean {
  return one !== other && (one === everyThread || other === everyThread);
}

function covers(lift: Lift | undefined, ban: Ban): boolean {
  return lift !== undefined && isNewer(['lift', lift], ['ban', ban]);
}

/** A ban without an end is looked at again when as much time has passed as decisions are kept. */
function endOf({ until }: Ban, now: number, retentionMs: number): number {
  return until ?? now + retentionMs;
}
