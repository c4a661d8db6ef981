import { untilAborted } from '../upstream/until-aborted.ts';

/**
 * Makes one call serve all who ask while it is under way.
 *
 * A caller that gives up (its signal aborts) leaves the others waiting; when the last one has left, the call
 * itself is aborted, so nothing runs on behind an answer that was already given.
 *
 * @param call - the work; it is given a signal of its own.
 * @returns a function that joins the call under way, or starts one.
 */
export function singleFlight<T>(
  call: (signal: AbortSignal) => Promise<T>,
): (signal: AbortSignal) => Promise<T> {
  let flight: { readonly result: Promise<T>; readonly abort: AbortController; waiting: number } | undefined;

  const start = () => {
    const abort = new AbortController();
    const started = { result: call(abort.signal), abort, waiting: 0 };
    const land = () => {
      if (flight === started) flight = undefined;
    };
    started.result.then(land, land);
    return started;
  };

  return async (signal) => {
    signal.throwIfAborted();
    flight ??= start();
    const joined = flight;
    joined.waiting += 1;
    try {
      return await untilAborted(joined.result, signal);
    } finally {
      joined.waiting -= 1;
      if (joined.waiting === 0) {
        if (flight === joined) flight = undefined;
        joined.abort.abort(signal.reason);
      }
    }
  };
}
