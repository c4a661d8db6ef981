import type { Clock } from '../clock.ts';
import { type Renewable, renewable } from './renewable.ts';

/** Reads the latest version of one secret. Throws an `UpstreamError`. */
export type ReadSecret = (name: string, signal: AbortSignal) => Promise<string>;

/** Secrets by name, cached. */
export type Secrets = (name: string) => Renewable<string>;

/** How old a cached secret may be before it is read again. */
const freshMs = 5 * 60_000;
/** How long a secret that cannot be read again goes on serving: an outage of the vault is not one of ours. */
const usableMs = 24 * 60 * 60_000;

/**
 * Caches secrets: each is read once however many callers wait, again after five minutes, and served stale
 * while the vault is away. What was refused elsewhere is read again at once with `replace`.
 */
export function cacheSecrets(read: ReadSecret, clock: Clock): Secrets {
  const cached = new Map<string, Renewable<string>>();

  const load = (name: string) => async (signal: AbortSignal) => {
    const value = await read(name, signal);
    const now = clock.now();
    return { value, freshUntil: now + freshMs, usableUntil: now + usableMs };
  };

  return (name) => {
    const known = cached.get(name) ?? renewable(load(name), clock);
    cached.set(name, known);
    return known;
  };
}
