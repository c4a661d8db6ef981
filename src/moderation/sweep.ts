import type { Log } from '../log.ts';
import type { EnforcePorts } from './enforce.ts';

/** How many overdue decisions are moved at once. */
const pageSize = 64;
/** After this no further page is begun, and after that the one under way is given up; in milliseconds. */
const [budgetMs, endMs] = [20_000, 28_000];

/**
 * Queues what is overdue: leases that ran out because their host died, retries and scheduled removals whose message was
 * lost or never sent. And nothing else, so that recovery is never late. What is left over comes with the next sweep.
 */
export async function sweep(
  { ledger, queue, clock }: Pick<EnforcePorts, 'ledger' | 'queue' | 'clock'>,
  log: Log,
): Promise<void> {
  const signal = AbortSignal.timeout(endMs);
  const until = clock.monotonic() + budgetMs;
  let [moved, queued, more] = [0, 0, true];
  while (more && clock.monotonic() < until) {
    const { found, taken } = await ledger.takeOverdue(pageSize, signal);
    const sent = await Promise.allSettled(taken.map((decision) => queue.enqueue(decision, 0, signal)));
    moved += taken.length;
    queued += sent.filter(({ status }) => status === 'fulfilled').length;
    more = found === pageSize;
  }
  if (queued < moved)
    log.error('unqueued', { decisions: moved - queued, detail: 'They come again in a minute.' });
  if (moved > 0) log.info('swept', { queued, more });
}
