import type { Recorded } from './case.ts';

/** Whether a decision ends what another one asks for, being newer than it. */
function ends(newer: Recorded, { action, threadId }: Recorded): boolean {
  // A ban outlives a kick; and of two bans each counts in its own place.
  if (action === 'remove' || newer.action === 'unban') return true;
  return newer.action === 'ban' && newer.threadId === threadId;
}

/** The newer decisions that end what one of them asks for. */
export function endersOf(one: Recorded, decisions: readonly Recorded[]): Recorded[] {
  return decisions.slice(decisions.indexOf(one) + 1).filter((newer) => ends(newer, one));
}

/** The bans that ought to be in force, at a time. */
export function bansAt(time: number, decisions: readonly Recorded[]): Recorded[] {
  return decisions.filter(
    (one) =>
      one.action === 'ban' &&
      (one.until ?? Number.POSITIVE_INFINITY) > time &&
      endersOf(one, decisions).length === 0,
  );
}
