import type { Ledger } from '../moderation/ledger.ts';
import type { ModerationEvent } from '../moderation/moderation-event.ts';
import type { Rate } from '../moderation/rate.ts';
import { sideBySide } from '../side-by-side.ts';
import type { Source } from './sources/source.ts';

/** How many records are looked up at once. */
const atOnce = 16;

/**
 * Which events are more than their source may send in a minute. Those on record already do not count: whoever repeats
 * itself wants nothing new. A source without a limit costs nothing here.
 *
 * @returns their decisions.
 * @throws UpstreamError when storage is away.
 */
export async function overRate(
  events: readonly ModerationEvent[],
  { name, maxPerMinute }: Source,
  { ledger, rate }: { readonly ledger: Pick<Ledger, 'find'>; readonly rate: Rate },
  signal: AbortSignal,
): Promise<ReadonlySet<string>> {
  if (maxPerMinute === undefined || events.length === 0) return new Set();
  const found = await sideBySide(events, atOnce, async ({ decision }) => ({
    decision,
    isNew: (await ledger.find(decision, signal)) === undefined,
  }));
  const news = found.filter(({ isNew }) => isNew).map(({ decision }) => decision);
  if (news.length === 0) return new Set();
  const within = await rate.take(name, news.length, maxPerMinute, signal);
  return new Set(news.slice(within));
}
