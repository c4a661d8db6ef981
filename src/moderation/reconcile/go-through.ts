import type { Walk } from '../take-up-walk.ts';

/** Threads looked at between two notes of how far it has come; a page of storage. */
export const stride = 20;
/** So many threads in a row that cannot be looked at for the moment, and it is not the threads. */
const maxTroubles = 3;

/** How looking at a thread went; `later` if the same look may do another time. */
export type Looked = 'seen' | 'later';

/**
 * Goes through threads until there are no more, the time is over, or it cannot be the threads. Where it stops, it notes
 * which thread it has looked at last, troubled or not: the next run goes on after that one, so no thread keeps the others
 * from being looked at.
 *
 * @param threads - those after where the walk has come to, in its order.
 * @returns whether it has come to the end.
 * @throws UpstreamError when it cannot be noted, or the threads cannot be listed.
 */
export async function goThrough(
  walk: Walk,
  threads: AsyncIterable<string>,
  look: (threadId: string) => Promise<Looked>,
  isOver: () => boolean,
): Promise<boolean> {
  let at: string | undefined;
  let [since, troubles] = [0, 0];
  try {
    for await (const threadId of threads) {
      if (isOver() || troubles >= maxTroubles) {
        if (at !== undefined && since > 0) await walk.reached(at);
        return false;
      }
      troubles = (await look(threadId)) === 'later' ? troubles + 1 : 0;
      [at, since] = [threadId, since + 1];
      if (since < stride) continue;
      // Somebody else goes on with it.
      if (!(await walk.reached(at))) return false;
      since = 0;
    }
  } catch (error) {
    // Where the list breaks off, those before have been looked at all the same.
    if (at !== undefined && since > 0) await walk.reached(at).catch(() => false);
    throw error;
  }
  await walk.end();
  return true;
}
