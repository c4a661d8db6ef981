import type { Log } from '../../log.ts';
import type { CallLimits } from '../../upstream/call-limits.ts';
import { UpstreamError } from '../../upstream/upstream-error.ts';
import { isDamagedStanding } from '../damaged-standing.ts';
import type { EnforcePorts } from '../enforce.ts';
import { everyItem } from '../every-item.ts';
import { bansInForce } from '../in-force.ts';
import { callMs } from '../lease.ts';
import type { ModerationEvent } from '../moderation-event.ts';
import type { Standing } from '../standings.ts';
import { takeUpWalk } from '../take-up-walk.ts';
import { watchAttempts } from '../watch-attempts.ts';
import { bannedIn } from './banned-in.ts';
import { findBanned } from './find-banned.ts';
import { goThrough, type Looked, stride } from './go-through.ts';
import { type Kept, keepUpBan } from './keep-up-ban.ts';
import { type Trouble, tellUnreconciled } from './tell-unreconciled.ts';
import { threadsAfter } from './threads-after.ts';

/** After this no further thread is looked at, in milliseconds. */
const budgetMs = 25_000;
/** After that nothing goes on: the last call has been answered by then, and there was time to note how far it came. */
const endMs = budgetMs + 2 * callMs + 4_000;

/** What a run has done so far: threads looked at, those that could not be, and what came of people. */
type Tally = Record<'threads' | Kept, number> & { readonly troubles: Trouble[] };

/**
 * Compares bans with threads and has everybody removed who is banned and inside: whom no event told of. First the threads
 * that have bans of their own; then, where somebody is banned from every thread, all that the acting identity is in. What
 * is left when the time is up comes with the next run.
 *
 * @throws UpstreamError when storage is away, or the threads cannot be listed.
 */
export async function reconcileBans(ports: EnforcePorts, log: Log): Promise<void> {
  const { standings, progress, ledger, clock, chat } = ports;
  const signal = AbortSignal.timeout(endMs);
  await ledger.setClock(signal);
  const started = clock.monotonic();
  const limits = { signal, deadline: started + budgetMs + callMs, attemptMs: callMs, retries: 1 };
  const tally: Tally = { threads: 0, nothing: 0, found: 0, spared: 0, refused: 0, troubles: [] };
  const everywhere = await bannedIn('*', standings, ledger.now(), signal);
  const isAll = everywhere.size > 0;

  const isAfter = (ms: number) => () => clock.monotonic() >= started + ms;
  // Rows outlive their bans by LEDGER_RETENTION, and each thread costs a read.
  const keepsOut = (thread: Standing) => bansInForce({ thread, every: {} }, ledger.now()).length > 0;
  const look = (threadId: string) => lookAt(threadId, everywhere, ports, log, limits, tally);
  let whole = false;
  try {
    const own = await takeUpWalk('bans', progress, signal);
    const ownThreads = everyItem((from) => standings.threadsWith(keepsOut, stride, signal, from), own.at);
    // Each of the two has its share of the time, so that neither waits for the troubles of the other.
    const isOwnDone = await goThrough(own, ownThreads, look, isAfter(isAll ? budgetMs / 2 : budgetMs));
    whole = isOwnDone && !isAll;
    if (isAll) {
      const all = await takeUpWalk('every-ban', progress, signal);
      const threads = threadsAfter(all.at, chat, limits);
      whole = (await goThrough(all, threads, look, isAfter(budgetMs))) && isOwnDone;
    }
  } finally {
    const { threads, found, spared, refused, troubles } = tally;
    const counts = { found, spared, refused, skipped: troubles.length };
    const isWorthSaying = !whole || Object.values(counts).some((count) => count > 0);
    if (isWorthSaying) log.info('reconciled', { threads, ...counts, more: !whole });
    tellUnreconciled(troubles, log, ledger.now());
  }
}

async function lookAt(
  threadId: string,
  everywhere: ReadonlySet<string>,
  ports: EnforcePorts,
  log: Log,
  limits: CallLimits,
  tally: Tally,
): Promise<Looked> {
  tally.threads += 1;
  // One that hangs is not waited for twice: that time is the others'.
  const deadline = Math.min(limits.deadline, ports.clock.monotonic() + callMs);
  try {
    for (const participant of await findBanned(threadId, everywhere, ports, { ...limits, deadline })) {
      const watch = (event: ModerationEvent) => watchAttempts(event, log, () => 0);
      try {
        tally[await keepUpBan(threadId, participant, ports, limits, watch)] += 1;
      } catch (error) {
        if (!isDamagedStanding(error)) throw error;
        tally.troubles.push({ threadId, error });
      }
    }
    return 'seen';
  } catch (error) {
    // Also one of storage: were it away, the run would fail at its next note.
    if (!(error instanceof UpstreamError)) throw error;
    tally.troubles.push({ threadId, error });
    return error.retryable ? 'later' : 'seen';
  }
}
