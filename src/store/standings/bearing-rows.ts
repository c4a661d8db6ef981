import type { Place } from '../../moderation/standings.ts';
import type { Row } from '../table-rows.ts';
import { allRows } from './read-standing.ts';
import { ofParticipant, standingKey } from './row-keys.ts';
import type { StandingsPorts } from './standings-ports.ts';

/**
 * A place's own row, if it is there, and those that bear on it: on a thread's only the one for every thread, on that one
 * all of the participant (`bearsOn` in `kept-until.ts`). Of somebody who was put out of very many threads at once as many
 * rows come up together, and none of them is to be read for the sake of another.
 *
 * @throws UpstreamError when storage is away.
 */
export async function bearingRows(
  ports: StandingsPorts,
  place: Place,
  signal: AbortSignal,
): Promise<readonly Row[]> {
  if (place.threadId === '*') return await allRows(ports, ofParticipant(place.participant), signal);
  const own = await ports.rows.read(standingKey(place), signal);
  // After its own, which is deleted only as it was read: so what is told of every thread is not older than that.
  const every = own && (await ports.rows.read(standingKey({ ...place, threadId: '*' }), signal));
  return [own, every].flatMap((row) => row ?? []);
}
