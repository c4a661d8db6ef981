import type { Attempt } from './attempt.ts';
import { everyThread } from './moderation-event.ts';
import type { Outcome } from './outcome.ts';
import type { StandingPair } from './standings.ts';

/**
 * How far two hosts' ideas of the storage account's time may lie apart, in milliseconds: its answers tell it by whole
 * seconds, and take a while.
 */
const clocksApartMs = 2_000;

const underWay = {
  code: 'call-under-way',
  detail: 'The unban is on record. A call to remove the person was on its way and may still take effect.',
} as const;

/**
 * Ends bans, once the lift is on record: waits for calls that were on their way, so that the person can come back for good
 * when it says so. For the latest of those that were found at first, and no other: whoever goes on being banned and coming
 * back elsewhere must not hold it up for ever.
 */
export async function liftBan(
  { event, place, work, ports, limits, facts }: Attempt,
  pair: StandingPair,
): Promise<Outcome> {
  const { now } = facts();
  const noted = work.record.waitedFor;
  if (noted !== undefined) {
    return noted > now ? { status: 'waiting', until: noted, problem: underWay } : lifted;
  }
  const mark =
    event.threadId === everyThread
      ? await ports.standings.latestMark(place.participant, limits.signal)
      : pair.thread.actingUntil;
  const until = (mark ?? 0) + clocksApartMs;
  return until > now ? { status: 'waiting', until, problem: underWay, once: true } : lifted;
}

const lifted: Outcome = { status: 'done', outcome: 'ban-lifted' };
