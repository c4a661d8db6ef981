import type { Clock } from '../clock.ts';
import { singleFlight } from './single-flight.ts';

/** A value that ages: fresh until one time, still usable until a later one. Times in milliseconds since 1970. */
export interface Aging<T> {
  readonly value: T;
  readonly freshUntil: number;
  readonly usableUntil: number;
}

/** A cached value that is loaded on request, never by a timer. */
export interface Renewable<T> {
  /** The value in hand while fresh, else a new one; the old one again if loading fails while it is usable. */
  get(signal: AbortSignal): Promise<T>;
  /**
   * A value other than the one that was refused. Loads at most once however many callers were refused with
   * the same value; whoever comes later gets what the first one loaded.
   */
  replace(refused: T, signal: AbortSignal): Promise<T>;
}

/** How long a renewal may take while there is an older value to fall back on. */
const patienceMs = 1_000;
/** How long the older value then serves before the next try, so that an outage costs one caller, not all. */
const pauseMs = 30_000;

/**
 * Caches what `load` brings, one load at a time.
 *
 * @param load - brings a new value; its errors reach the callers unless an older value is still usable.
 */
export function renewable<T>(load: (signal: AbortSignal) => Promise<Aging<T>>, clock: Clock): Renewable<T> {
  let held: Aging<T> | undefined;
  const fetchOne = singleFlight(async (signal) => {
    held = await load(signal);
    return held.value;
  });

  const renew = async (old: Aging<T>, signal: AbortSignal) => {
    try {
      return await fetchOne(AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]));
    } catch {
      signal.throwIfAborted();
      if (held === old) held = { ...old, freshUntil: Math.min(clock.now() + pauseMs, old.usableUntil) };
      return old.value;
    }
  };

  return {
    async get(signal) {
      const now = clock.now();
      if (held && now < held.freshUntil) return held.value;
      return await (held && now < held.usableUntil ? renew(held, signal) : fetchOne(signal));
    },
    async replace(refused, signal) {
      if (held && held.value !== refused) return held.value;
      return await fetchOne(signal);
    },
  };
}
