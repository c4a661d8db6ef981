import { childId } from './decision-id.ts';
import type { EnforcePorts } from './enforce.ts';
import type { ModerationEvent } from './moderation-event.ts';
import { spawn } from './spawn.ts';

/**
 * Makes one decision that is about every thread into one for each of them, so that each is recorded, paced, tried again
 * and redriven by itself.
 *
 * @throws UpstreamError when not all of them are on record.
 */
export async function fanOut(
  event: ModerationEvent,
  threads: readonly string[],
  ports: Pick<EnforcePorts, 'ledger' | 'queue'>,
  signal: AbortSignal,
): Promise<void> {
  await spawn(
    threads.map((threadId) => inThread(event, threadId)),
    ports,
    signal,
  );
}

/** What a decision about every thread means in one. A ban is on record for all of them already: here it is kept up. */
function inThread(event: ModerationEvent, threadId: string): ModerationEvent {
  const { source, id, decision, action, participant, reason, moderator, occurredAt } = event;
  return {
    source,
    id: `${id} ${threadId}`,
    decision: childId(decision, threadId),
    action: 'remove',
    threadId,
    participant,
    parent: decision,
    ...(reason && { reason }),
    ...(moderator && { moderator }),
    ...(occurredAt !== undefined && { occurredAt }),
    ...(action === 'ban' && { cause: { kind: 'ban', decision } as const }),
  };
}
