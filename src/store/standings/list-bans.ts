import { isDamagedStanding } from '../../moderation/damaged-standing.ts';
import type { Page } from '../../moderation/ledger-lists.ts';
import type { BansAsked, ListedBan, Placed } from '../../moderation/standings.ts';
import type { Row } from '../table-rows.ts';
import { beginAfter, placeAfter } from './page-place.ts';
import { standingIn } from './read-standing.ts';
import { everyBan, ofParticipant, ofThread, type Range } from './row-keys.ts';
import { readStandingRow, requireStandingRow, toPlaced } from './standing-row.ts';
import type { StandingsPorts } from './standings-ports.ts';

/**
 * Lists the bans on record, a page at a time. In a list of many, a row that nobody can read is left out; whoever acts on it
 * says so.
 *
 * @throws UpstreamError when storage is away; and about one person, if theirs cannot be read: whoever is left out passes for
 *   not banned.
 */
export async function listBans(
  ports: StandingsPorts,
  asked: BansAsked,
  limit: number,
  signal: AbortSignal,
  continuation?: string,
): Promise<Page<ListedBan>> {
  const { rows, more } = await page(ports, rangesOf(asked), limit, signal, continuation);
  const read = asked.participant === undefined ? readStandingRow : requireStandingRow;
  const placed = rows.flatMap((row) => read(row) ?? []).map((row) => toPlaced(row));
  const wanted = placed.filter(({ threadId }) => asksFor(asked, threadId));
  const listed = await Promise.all(wanted.map((each) => withPair(ports, each, asked, signal)));
  return { items: listed.flat(), ...(more !== undefined && { continuation: placeAfter(more) }) };
}

/** In the order of their keys, so that the key of a row is place enough to go on from. */
function rangesOf({ participant, threadId }: BansAsked): Range[] {
  if (participant !== undefined) return [ofParticipant(participant)];
  if (threadId === undefined) return [everyBan];
  return threadId === '*' ? [ofThread('*')] : [ofThread('*'), ofThread(threadId)];
}

/** What bans from every thread bans from this one. */
function asksFor({ threadId }: BansAsked, where: string): boolean {
  return threadId === undefined || where === threadId || where === '*';
}

async function page(
  { rows }: StandingsPorts,
  ranges: readonly Range[],
  limit: number,
  signal: AbortSignal,
  continuation?: string,
): Promise<{ rows: Row[]; more?: string }> {
  const found: Row[] = [];
  for (const { from, below } of ranges) {
    const start = beginAfter(continuation, from);
    let storages: string | undefined;
    while (start < below) {
      const listed = await rows.list({ from: start, below, limit: limit - found.length }, signal, storages);
      found.push(...listed.rows);
      const last = found.at(-1);
      if (found.length >= limit && last) return { rows: found, more: last.key };
      storages = listed.continuation;
      if (!storages) break;
    }
  }
  return { rows: found };
}

async function withPair(
  ports: StandingsPorts,
  { participant, threadId, standing }: Placed,
  asked: BansAsked,
  signal: AbortSignal,
): Promise<ListedBan[]> {
  const { ban } = standing;
  if (!ban) return [];
  const other = (where: string) =>
    standingIn(ports, { participant, threadId: where }, signal).catch((error: unknown) => {
      // The ban is told rather than left out, and the others with it.
      if (asked.participant === undefined && isDamagedStanding(error)) return {};
      throw error;
    });
  const pair =
    threadId !== '*'
      ? { thread: standing, every: await other('*') }
      : {
          thread: asked.threadId === undefined || asked.threadId === '*' ? {} : await other(asked.threadId),
          every: standing,
        };
  return [{ participant, threadId, ban, pair }];
}
