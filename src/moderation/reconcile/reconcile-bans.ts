import type { Log } from '../../log.ts';
import type { CallLimits } from '../../upstream/call-limits.ts';
import { UpstreamError } from '../../upstream/upstream-error.ts';
import type { EnforcePorts } from '../enforce.ts';
import { everyThread } from '../every-thread.ts';
import { callMs } from '../lease.ts';
import { takeEvent } from '../take-event.ts';
import { takeUpWalk, type Walk } from '../take-up-walk.ts';
import { watchAttempts } from '../watch-attempts.ts';
import { findBanned } from './find-banned.ts';

/** After this no further thread is looked at, and after that the one under way is given up; in milliseconds. */
const [budgetMs, endMs] = [25_000, 40_000];
/** Threads looked at between two notes of how far it has come; a page of storage. */
const stride = 20;
/** So many threads in a row that cannot be looked at, and it is not the threads. */
const maxTroubles = 3;

/** What a run has done so far. */
interface Tally {
  threads: number;
  found: number;
  skipped: number;
  troubles: number;
}

/**
 * Compares bans with threads and has everybody removed who is banned and inside: whom no event told of. First the threads
 * that have bans of their own; then, where somebody is banned from every thread, all that the acting identity is in. What
 * is left when the time is up comes with the next run.
 */
export async function reconcileBans(ports: EnforcePorts, log: Log): Promise<void> {
  const { standings, progress, ledger, clock } = ports;
  const signal = AbortSignal.timeout(endMs);
  await ledger.setClock(signal);
  const until = clock.monotonic() + budgetMs;
  const limits = { signal, deadline: clock.monotonic() + endMs - callMs, attemptMs: callMs, retries: 1 };
  const tally: Tally = { threads: 0, found: 0, skipped: 0, troubles: 0 };
  const banned = await standings.bansIn('*', signal);
  const everywhere = new Set(banned.map(({ participant }) => participant));

  const look = (walk: Walk) => async (threadId: string) => {
    if (clock.monotonic() >= until || tally.troubles >= maxTroubles) return false;
    await lookAt(threadId, everywhere, walk.round, ports, log, limits, tally);
    return true;
  };
  const round = new Date(ledger.now()).toISOString();
  const own = await takeUpWalk('bans', progress, round, signal);
  let whole = await throughThreadsWithBans(own, ports, look(own), signal);
  if (everywhere.size > 0) {
    const all = await takeUpWalk('every-ban', progress, round, signal);
    whole = (await throughAllThreads(all, ports, look(all), limits)) && whole;
  }
  const { threads, found, skipped } = tally;
  if (found > 0 || skipped > 0 || !whole) log.info('reconciled', { threads, found, skipped, more: !whole });
}

async function throughThreadsWithBans(
  walk: Walk,
  { standings }: EnforcePorts,
  look: (threadId: string) => Promise<boolean>,
  signal: AbortSignal,
): Promise<boolean> {
  let from = walk.at;
  for (;;) {
    const { items, continuation } = await standings.threadsWithBans(stride, signal, from);
    for (const threadId of items) {
      // The page is begun anew by the next run: what was found has been put on record, and is on its way out.
      if (threadId !== '*' && !(await look(threadId))) return false;
    }
    if (!continuation) break;
    if (!(await walk.reached(continuation))) return false;
    from = continuation;
  }
  await walk.end();
  return true;
}

async function throughAllThreads(
  walk: Walk,
  { chat }: EnforcePorts,
  look: (threadId: string) => Promise<boolean>,
  limits: CallLimits,
): Promise<boolean> {
  const threads = await everyThread(chat, limits, walk.at);
  for (const [index, { id }] of threads.entries()) {
    if (!(await look(id))) return false;
    if (index % stride === stride - 1 && !(await walk.reached(id))) return false;
  }
  await walk.end();
  return true;
}

async function lookAt(
  threadId: string,
  everywhere: ReadonlySet<string>,
  round: string,
  ports: EnforcePorts,
  log: Log,
  limits: CallLimits,
  tally: Tally,
): Promise<void> {
  tally.threads += 1;
  try {
    for (const event of await findBanned(threadId, everywhere, round, ports, limits)) {
      const watch = watchAttempts(event, log, () => 0);
      await takeEvent(event, ports, limits, { async: true, watch });
      tally.found += 1;
    }
    tally.troubles = 0;
  } catch (error) {
    if (!(error instanceof UpstreamError) || error.upstream === 'storage') throw error;
    tally.skipped += 1;
    if (error.retryable) tally.troubles += 1;
    log.info('unreconciled', { threadId, upstream: error.upstream, code: error.code, detail: error.message });
  }
}
