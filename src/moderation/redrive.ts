import type { EnforcePorts } from './enforce.ts';
import { isRun, isUsable } from './moderation-event.ts';

/** What came of asking to try a decision again. */
export type Redriven = 'redriven' | 'unknown-decision' | 'not-failed' | 'damaged-record' | 'needs-force';

/** How old a removal may be to be tried again without a second thought. Later, somebody may have let the person in. */
const freshMs = 60 * 60_000;

/**
 * Tries a failed decision again, for as long as a new one is tried.
 *
 * @param force - also an old one.
 */
export async function redrive(
  decision: string,
  { ledger, queue }: Pick<EnforcePorts, 'ledger' | 'queue'>,
  force: boolean,
  signal: AbortSignal,
): Promise<Redriven> {
  const record = await ledger.find(decision, signal);
  if (record === undefined) return 'unknown-decision';
  if (record === 'damaged') return 'damaged-record';
  if (record.status !== 'failed') return 'not-failed';
  const { event, received } = record;
  if (!isUsable(event)) return 'not-failed';
  const { effectiveAt, occurredAt = received } = isRun(event) ? {} : event;
  const takenAt = effectiveAt ?? Math.min(occurredAt, received);
  if (!force && ledger.now() - takenAt > freshMs) return 'needs-force';

  const before = await ledger.reopen(decision, signal);
  if (typeof before !== 'object' || before.status !== 'failed') return 'not-failed';
  await queue.enqueue(decision, 0, signal).catch(() => {});
  return 'redriven';
}
