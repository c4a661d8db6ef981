import type { Log } from '../../log.ts';
import type { CallLimits } from '../../upstream/call-limits.ts';
import { UpstreamError } from '../../upstream/upstream-error.ts';
import type { EnforcePorts } from '../enforce.ts';
import { everyThread } from '../every-thread.ts';
import { callMs } from '../lease.ts';
import { takeEvent } from '../take-event.ts';
import { takeUpWalk } from '../take-up-walk.ts';
import { watchAttempts } from '../watch-attempts.ts';
import { findBanned } from './find-banned.ts';
import { goThrough, type Looked, stride } from './go-through.ts';

/** After this no further thread is looked at, in milliseconds. */
const budgetMs = 25_000;
/** After that nothing goes on: the last call has been answered by then, and there was time to note how far it came. */
const endMs = budgetMs + 2 * callMs + 4_000;

/** What a run has done so far. */
interface Tally {
  threads: number;
  found: number;
  skipped: number;
}

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
  const tally: Tally = { threads: 0, found: 0, skipped: 0 };
  const banned = await standings.bansIn('*', signal);
  const everywhere = new Set(banned.map(({ participant }) => participant));
  const isAll = everywhere.size > 0;

  const isAfter = (ms: number) => () => clock.monotonic() >= started + ms;
  const round = new Date(ledger.now()).toISOString();
  const look = (walkRound: string) => (threadId: string) =>
    lookAt(threadId, everywhere, walkRound, ports, log, limits, tally);
  let whole = false;
  try {
    const own = await takeUpWalk('bans', progress, round, signal);
    const ownThreads = threadsWithBans(ports, own.at, signal);
    // Each of the two has its share of the time, so that neither waits for the troubles of the other.
    whole = await goThrough(own, ownThreads, look(own.round), isAfter(isAll ? budgetMs / 2 : budgetMs));
    if (isAll) {
      const all = await takeUpWalk('every-ban', progress, round, signal);
      const threads = idsOf(await everyThread(chat, limits, all.at));
      whole = (await goThrough(all, threads, look(all.round), isAfter(budgetMs))) && whole;
    }
  } finally {
    const { threads, found, skipped } = tally;
    if (found > 0 || skipped > 0 || !whole) log.info('reconciled', { threads, found, skipped, more: !whole });
  }
}

/** The threads that have bans of their own, after one of them. */
async function* threadsWithBans(
  { standings }: Pick<EnforcePorts, 'standings'>,
  after: string | undefined,
  signal: AbortSignal,
): AsyncGenerator<string> {
  let from = after;
  do {
    const page = await standings.threadsWithBans(stride, signal, from);
    yield* page.items;
    from = page.continuation;
  } while (from !== undefined);
}

async function* idsOf(threads: readonly { readonly id: string }[]): AsyncGenerator<string> {
  for (const { id } of threads) yield id;
}

async function lookAt(
  threadId: string,
  everywhere: ReadonlySet<string>,
  round: string,
  ports: EnforcePorts,
  log: Log,
  limits: CallLimits,
  tally: Tally,
): Promise<Looked> {
  tally.threads += 1;
  // One that hangs is not waited for twice: that time is the others'.
  const deadline = Math.min(limits.deadline, ports.clock.monotonic() + callMs);
  try {
    for (const event of await findBanned(threadId, everywhere, round, ports, { ...limits, deadline })) {
      const watch = watchAttempts(event, log, () => 0);
      await takeEvent(event, ports, limits, { async: true, watch });
      tally.found += 1;
    }
    return 'seen';
  } catch (error) {
    // Also of storage: where one row cannot be read, the others can; and where storage is away, nothing can be noted.
    if (!(error instanceof UpstreamError)) throw error;
    tally.skipped += 1;
    log.info('unreconciled', { threadId, upstream: error.upstream, code: error.code, detail: error.message });
    return error.retryable ? 'later' : 'seen';
  }
}
