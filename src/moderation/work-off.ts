import type { Log } from '../log.ts';
import { UpstreamError } from '../upstream/upstream-error.ts';
import { type EnforcePorts, enforce } from './enforce.ts';
import { callMs, leaseMs } from './lease.ts';
import type { DecisionRecord } from './ledger.ts';
import { watchAttempts } from './watch-attempts.ts';

/**
 * Works off a decision that waits, if it is still to be done: the ledger says so, not the message that brought us here.
 *
 * @param message - what came out of the queue; anything at all.
 * @throws UpstreamError when storage is away; the message then comes again.
 */
export async function workOff(message: unknown, ports: EnforcePorts, log: Log): Promise<void> {
  const decision = decisionOf(message);
  if (decision === undefined) {
    return log.error('unreadable-message', {
      detail: 'A message of the queue enforcements names no decision.',
    });
  }
  const { clock, ledger } = ports;
  const started = clock.monotonic();
  const elapsed = () => Math.round(clock.monotonic() - started);
  const signal = AbortSignal.timeout(leaseMs);
  const begun = await ledger.begin(decision, signal);
  if (begun.kind === 'unknown' || begun.kind === 'damaged') {
    return log.error(`${begun.kind}-record`, { decision, detail: 'Its record cannot be worked with.' });
  }
  if (begun.kind === 'leave') return await comeBackSoon(decision, begun.record, ports, signal);

  const { work } = begun;
  const limits = { signal, deadline: work.lastCallAt, attemptMs: callMs, retries: 0 };
  const watch = watchAttempts(work.record.event, log, elapsed);
  try {
    watch.attempted(await enforce(work, ports, limits));
  } catch (error) {
    if (error instanceof UpstreamError) watch.unrecorded(error);
    throw error;
  }
}

/** Clocks differ, and a message may come a moment too early: it is used up then, and the sweep would be late. */
const soonMs = 5_000;

async function comeBackSoon(
  decision: string,
  { ending, notBefore = 0 }: DecisionRecord,
  { ledger, queue }: EnforcePorts,
  signal: AbortSignal,
): Promise<void> {
  const wait = notBefore - ledger.now();
  if (!ending && wait > 0 && wait <= soonMs) await queue.enqueue(decision, wait, signal);
}

function decisionOf(message: unknown): string | undefined {
  const decision =
    typeof message === 'object' && message !== null && 'decision' in message && message.decision;
  return typeof decision === 'string' && /^[\w.-]{1,100}$/.test(decision) ? decision : undefined;
}
