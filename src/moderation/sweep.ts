import type { Log } from '../log.ts';
import type { EnforcePorts } from './enforce.ts';

/** How many overdue decisions are moved at once, and how long a sweep may go on, in milliseconds. */
const pageSize = 64;
const budgetMs = 25_000;

/**
 * Queues what is overdue: leases that ran out because their host died, retries and scheduled removals whose message was
 * lost or never sent. And nothing else, so that recovery is never late.
 */
export async function sweep(
  { ledger, queue }: Pick<EnforcePorts, 'ledger' | 'queue'>,
  log: Log,
): Promise<void> {
  const signal = AbortSignal.timeout(budgetMs);
  let queued = 0;
  for (;;) {
    const { found, taken } = await ledger.takeOverdue(pageSize, signal);
    await Promise.all(taken.map((decision) => queue.enqueue(decision, 0, signal)));
    queued += taken.length;
    if (found < pageSize) break;
  }
  if (queued > 0) log.info('swept', { queued });
}
