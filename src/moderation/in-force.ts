import type { Ban, Decided, Lift, StandingPair } from './standings.ts';

/** What a standing can name. */
export type Kind = 'removal' | 'lift' | 'ban';

/** At one instant a ban wins over what lets somebody in, and both over a removal, which is over once it is done. */
const rank: Readonly<Record<Kind, number>> = { removal: 0, lift: 1, ban: 2 };

/**
 * Whether one decision is newer than another: by when it was decided, whatever came first; then by kind; then by name, so
 * that two hosts never disagree.
 */
export function isNewer(
  [kind, one]: readonly [Kind, Decided],
  [otherKind, other]: readonly [Kind, Decided],
): boolean {
  if (one.occurredAt !== other.occurredAt) return one.occurredAt > other.occurredAt;
  if (kind !== otherKind) return rank[kind] > rank[otherKind];
  return one.decision > other.decision;
}

/**
 * Whether a ban is in force. The one place that says so, for new decisions, for people who come back and for what is
 * compared with the threads: it has not ended, and it is newer than every lift that covers it.
 *
 * @param lifts - of its own row, and of the row for every thread or for one thread, wherever the question is asked.
 */
export function isInForce(ban: Ban, lifts: readonly (Lift | undefined)[], now: number): boolean {
  if (ban.until !== undefined && ban.until <= now) return false;
  return lifts.every((lift) => lift === undefined || isNewer(['ban', ban], ['lift', lift]));
}

/** The bans that keep a participant out of a thread now, the newest first. */
export function bansInForce({ thread, every }: StandingPair, now: number): Ban[] {
  const lifts = [thread.lift, every.lift];
  const bans = [thread.ban, every.ban].filter((ban) => ban !== undefined);
  return bans
    .filter((ban) => isInForce(ban, lifts, now))
    .sort((one, other) => (isNewer(['ban', one], ['ban', other]) ? -1 : 1));
}
