import { untilAborted } from '../../upstream/until-aborted.ts';

/** Runs what has the same key one after the other. Whoever is aborted while waiting is not run at all. */
export type InTurn = <T>(key: string, run: () => Promise<T>, signal: AbortSignal) => Promise<T>;

/**
 * @returns a way to take turns within this process. It is for less of a crowd at one row, not for right or wrong: other
 *   processes are there too.
 */
export function inTurn(): InTurn {
  const last = new Map<string, Promise<void>>();
  return async (key, run, signal) => {
    signal.throwIfAborted();
    const before = last.get(key) ?? Promise.resolve();
    const running = before.then(() => {
      signal.throwIfAborted();
      return run();
    });
    const over = running.then(
      () => {},
      () => {},
    );
    last.set(key, over);
    over.then(() => {
      if (last.get(key) === over) last.delete(key);
    });
    return await untilAborted(running, signal);
  };
}
