import type { Attempt } from './attempt.ts';
import type { Place, Standing } from './standings.ts';

/**
 * Changes a standing, as long as the lease lets us: later somebody else may be at the decision, and have finished it.
 *
 * @param before - when the last write may start, on the clock's monotonic scale.
 * @returns the standing now; undefined when the time is over.
 */
export async function recordStanding(
  { ports, work, limits }: Attempt,
  place: Place,
  known: Standing,
  turn: (standing: Standing) => Standing | undefined,
  before = work.lastCallAt,
): Promise<Standing | undefined> {
  const inTime = () => ports.clock.monotonic() < Math.min(before, work.lastCallAt);
  let late = false;
  const standing = await ports.standings.change(
    place,
    known,
    (current) => {
      const next = turn(current);
      late = next !== undefined && !inTime();
      return late ? undefined : next;
    },
    limits.signal,
  );
  return late ? undefined : standing;
}
