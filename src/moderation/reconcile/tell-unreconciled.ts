import type { Log } from '../../log.ts';
import type { UpstreamError } from '../../upstream/upstream-error.ts';

/** A thread that could not be looked at, and why. */
export interface Trouble {
  readonly threadId: string;
  readonly error: UpstreamError;
}

/** So many threads are named in a line; the rest is counted. */
const named = 10;
const [minuteMs, hourMs] = [60_000, 60 * 60_000];
const refusedHint =
  'Put the acting identity in (npm run bouncer -- join), if it is not in the thread; lift the bans of one that is deleted.';

/**
 * Says which threads could not be looked at, a line for each reason: nobody is put out of them, no decision is made, and
 * nothing else tells of it. A thread that is not found (404) is mostly deleted, and its bans are on record for as long as
 * they last, so every run meets it again. That costs one call, since ACS may also mean that the acting identity is not in
 * it, and a warning once an hour only.
 */
export function tellUnreconciled(troubles: readonly Trouble[], log: Log, now: number): void {
  const byReason = Map.groupBy(troubles, ({ error }) => `${error.upstream} ${error.status} ${error.code}`);
  for (const some of byReason.values()) {
    const [first] = some;
    if (!first) continue;
    const { upstream, status, code, message, retryable, hint } = first.error;
    const ids = [...new Set(some.map(({ threadId }) => threadId))];
    const isQuiet = status === 404 && now % hourMs >= minuteMs;
    log[isQuiet ? 'info' : 'warn']('unreconciled', {
      threads: ids.length,
      threadIds: ids.slice(0, named).join(' '),
      upstream,
      code,
      detail: message,
      hint: upstream === 'acs-chat' && !retryable ? refusedHint : hint,
    });
  }
}
