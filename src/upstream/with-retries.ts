import type { Clock } from '../clock.ts';
import type { Answer } from './answer.ts';
import { backoff } from './backoff.ts';
import type { CallLimits } from './call-limits.ts';
import { retryAfter } from './retry-after.ts';
import { untilAborted } from './until-aborted.ts';

/** Why no answer came: the code of the fault (`ECONNRESET`, `Timeout`, …), never its message. */
export interface NoAnswer {
  readonly fault: string;
}

/** Statuses that say "not now"; whatever else comes back is the service's last word. */
export const notNow: ReadonlySet<number> = new Set([408, 429, 500, 502, 503, 504]);

/**
 * Sends until the service gives its last word, the limits leave no room for another try, or the tries are used
 * up. Waits as long as the service asks (also on a 429), else with backoff.
 *
 * @param send - one attempt; called again for each retry. It is given up when its time is over, also where it does not
 *   listen to its signal.
 * @returns the last answer, or why there was none. Never rejects for a fault of the network.
 */
export async function withRetries(
  send: (signal: AbortSignal) => Promise<Answer>,
  limits: CallLimits,
  clock: Clock,
): Promise<Answer | NoAnswer> {
  for (let retry = 0; ; retry += 1) {
    if (clock.monotonic() >= limits.deadline) return { fault: 'Timeout' };
    const result = await attempt(send, limits);
    const retryable = 'fault' in result || notNow.has(result.status);
    if (!retryable || retry >= limits.retries || limits.signal.aborted) return result;

    const asked = 'fault' in result ? undefined : retryAfter(result.header, clock.now());
    const wait = asked ?? backoff(retry, clock.random());
    if (clock.monotonic() + wait >= limits.deadline) return result;
    try {
      await clock.sleep(wait, limits.signal);
    } catch {
      return result;
    }
  }
}

async function attempt(
  send: (signal: AbortSignal) => Promise<Answer>,
  { signal, attemptMs }: CallLimits,
): Promise<Answer | NoAnswer> {
  const timeout = AbortSignal.timeout(attemptMs);
  const either = AbortSignal.any([signal, timeout]);
  try {
    either.throwIfAborted();
    // Whoever signs a request may wait for a token first, and listens to no signal meanwhile.
    return await untilAborted(send(either), either);
  } catch (error) {
    if (signal.aborted || timeout.aborted) return { fault: 'Timeout' };
    return { fault: codeOf(error) };
  }
}

function codeOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : 'ConnectionFailed';
}
