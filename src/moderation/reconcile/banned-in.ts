import { bansInForce } from '../in-force.ts';
import type { Standings } from '../standings.ts';

/**
 * Whom a ban of one place keeps out, in canonical form, as far as the place's own rows say; a ban of one thread may be
 * lifted by the row for every thread. Lifts and bans that have ended are on record for months: nothing is looked for on
 * account of those.
 *
 * @param threadId - a thread, or `*` for every thread.
 * @throws UpstreamError when storage is away.
 */
export async function bannedIn(
  threadId: string,
  standings: Pick<Standings, 'bansIn'>,
  now: number,
  signal: AbortSignal,
): Promise<ReadonlySet<string>> {
  const onRecord = await standings.bansIn(threadId, signal);
  // Which of the two rows it is makes no difference to whether a ban is in force by it alone.
  const keptOut = onRecord.filter(
    ({ standing }) => bansInForce({ thread: standing, every: {} }, now).length > 0,
  );
  return new Set(keptOut.map(({ participant }) => participant));
}
