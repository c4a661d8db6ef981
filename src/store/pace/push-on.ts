import { longWindowMs, shortWindowMs, slotGoodForMs } from '../../moderation/next-slot.ts';
import { mostAskedMs } from '../../moderation/retry-delay.ts';
import type { Line } from './line.ts';

/**
 * Moves what is reserved in a line on, all by the same time, after ACS has answered 429. Without a word from ACS on how
 * long (none is documented), by a short window at first and by twice as much each time that was not enough: whoever
 * else adds and removes there may take more of the limit than we can know.
 *
 * @returns undefined when the line has been moved on already.
 */
export function pushOn(line: Line, retryAfterMs: number | undefined, now: number): Line | undefined {
  const { quiet, places } = line;
  // A call that was on its way at the time of the last push says nothing new.
  if (retryAfterMs === undefined && quiet && now < quiet.until) return undefined;
  const wasNotEnough = quiet && now < quiet.until + longWindowMs;
  const unasked = wasNotEnough ? Math.min(2 * quiet.ms, longWindowMs) : shortWindowMs;
  const ms = Math.min(retryAfterMs ?? unasked, mostAskedMs);
  const until = now + ms;
  if (quiet && until <= quiet.until) return undefined;

  const isAhead = ({ at, decision }: Line['places'][number]) =>
    decision !== undefined && at > now - slotGoodForMs;
  const by = Math.max(0, until - (places.find(isAhead)?.at ?? until));
  const moved = places.map((place) => (isAhead(place) ? { ...place, at: place.at + by } : place));
  return { ...line, quiet: { until, ms }, places: moved.sort((a, b) => a.at - b.at) };
}
