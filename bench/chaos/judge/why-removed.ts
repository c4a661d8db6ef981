import type { Call } from '../../../local/azure/door/call-log.ts';
import type { Change } from '../chronicle.ts';
import { type Case, isCarriedOut, type Recorded } from './case.ts';
import { endersOf } from './what-counts.ts';

/**
 * Why somebody was removed: a decision asked for it; or it was the call that nothing can call back, since it was on the
 * wire for longer than a call may take; or what asked for it was over; or nothing ever asked for it.
 */
export type Why = 'asked' | 'on the wire' | 'no longer' | 'never';

/** How far clocks may differ: storage tells the time by whole seconds. In milliseconds. */
const clocksApartMs = 2_000;
/** Longer than this no call is waited for, in milliseconds. */
const callMs = 8_000;
/** A call that nothing held up takes effect within this, in milliseconds. */
const atOnceMs = 50;

/** Says why somebody was removed. */
export function whyRemoved(removal: Change, { decisions, calls }: Case): Why {
  const arrivals = arrivalsOf(removal, calls);
  const isAsked = arrivals.some((arrived) =>
    decisions.some((one) => asks(one, decisions, arrived, removal.at)),
  );
  if (isAsked) return 'asked';
  const isLate = arrivals.some(
    (arrived) =>
      removal.at - arrived > callMs && decisions.some((one) => asks(one, decisions, arrived, arrived)),
  );
  if (isLate) return 'on the wire';
  return decisions.some((one) => one.action !== 'unban') ? 'no longer' : 'never';
}

/** When the call may have arrived: just now, unless it is one that ACS has held up. */
function arrivalsOf({ at }: Change, calls: readonly Call[]): number[] {
  const before = calls.filter((call) => call.at <= at && isCarriedOut(call));
  const now = before.filter(({ at: arrived, fault }) => fault !== 'delay' && at - arrived <= atOnceMs);
  const some = now.length > 0 ? now : before.filter(({ fault }) => fault === 'delay');
  return some.length > 0 ? some.map(({ at: arrived }) => arrived) : [at];
}

/**
 * Whether a decision asks for a call that arrived at one time and took effect at another. A kick is over once it is done,
 * a ban when it ends: no call starts later. Once an unban is done no call takes effect any more.
 */
function asks(one: Recorded, decisions: readonly Recorded[], arrived: number, effect: number): boolean {
  if (one.action === 'unban' || one.firstSent > arrived) return false;
  const end = one.action === 'ban' ? (one.until ?? Number.POSITIVE_INFINITY) : one.ended;
  if (arrived > end + clocksApartMs) return false;
  return endersOf(one, decisions).every(
    ({ action, ended }) => (action === 'unban' ? effect : arrived) <= ended + clocksApartMs,
  );
}
