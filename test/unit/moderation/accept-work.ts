import type { EnforcePorts } from '../../../src/moderation/enforce.ts';
import type { Work } from '../../../src/moderation/ledger.ts';
import type { ModerationEvent } from '../../../src/moderation/moderation-event.ts';
import { signal } from './memory-world.ts';

/** Accepts an event that is new, to set about it. */
export async function acceptWork(
  { ledger }: EnforcePorts,
  event: ModerationEvent,
): Promise<Work<ModerationEvent>> {
  const accepted = await ledger.accept(event, signal);
  if (accepted.kind !== 'work') throw new Error(`It should be new, and is ${accepted.kind}.`);
  return accepted.work as Work<ModerationEvent>;
}
