import type { Ledger } from '../ledger.ts';
import type { ModerationEvent } from '../moderation-event.ts';

/**
 * The first of some decisions that is new or goes on, unless one before it has failed: what ACS refuses for good it would
 * refuse again. Those that have ended otherwise are passed over: the person was out, and is back.
 *
 * @param eventOf - the decision of each number, from 1 on.
 * @returns undefined where one has failed.
 * @throws UpstreamError when storage is away.
 */
export async function firstUnfinished(
  eventOf: (number: number) => ModerationEvent,
  ledger: Pick<Ledger, 'find'>,
  signal: AbortSignal,
): Promise<ModerationEvent | undefined> {
  for (let number = 1; ; number += 1) {
    const event = eventOf(number);
    const record = await ledger.find(event.decision, signal);
    if (record === undefined) return event;
    if (record === 'damaged') continue;
    if (record.status === 'failed') return undefined;
    if (!record.ending) return event;
  }
}
