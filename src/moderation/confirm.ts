import type { EnforcePorts } from './enforce.ts';

/** What came of confirming a decision. */
export type Confirmed = 'confirmed' | 'unknown-decision' | 'not-held' | 'damaged-record';

/** Lets a decision go on that is held. That somebody has said so is on record, and it is not held again for that. */
export async function confirm(
  decision: string,
  { ledger, queue }: Pick<EnforcePorts, 'ledger' | 'queue'>,
  signal: AbortSignal,
): Promise<Confirmed> {
  const before = await ledger.confirm(decision, signal);
  if (before === undefined) return 'unknown-decision';
  if (before === 'damaged') return 'damaged-record';
  if (before.status !== 'held') return 'not-held';
  // If that fails, the sweep finds it.
  await queue.enqueue(decision, 0, signal).catch(() => {});
  return 'confirmed';
}
