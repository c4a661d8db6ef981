import type { Thread } from '../chat/chat-platform.ts';
import type { Attempt } from './attempt.ts';
import { childrenOf } from './children-of.ts';
import { decidedOf } from './decided-of.ts';
import { childId } from './decision-id.ts';
import { endTokens } from './end-tokens.ts';
import type { ModerationEvent } from './moderation-event.ts';
import type { Outcome } from './outcome.ts';
import { spawn } from './spawn.ts';

/**
 * Makes one decision that is about every thread into one for each of them, so that each is recorded, paced, tried again
 * and redriven by itself.
 *
 * @throws UpstreamError when not all of them are on record, or the tokens are not ended.
 */
export async function fanOut(attempt: Attempt, threads: readonly Thread[]): Promise<Outcome> {
  const { event, work, ports, limits } = attempt;
  // Of very many threads an attempt may come to some; the next one must not begin with those again.
  const known =
    work.record.attempts > 1 ? await childrenOf(event.decision, ports.ledger, limits.signal) : undefined;
  const children = threads.map(({ id }) => inThread(event, work.record.received, id));
  await spawn(
    children.filter(({ decision }) => !known?.has(decision)),
    ports,
    limits.signal,
  );
  return {
    status: 'done',
    outcome: 'fanned-out',
    detail: `A decision was made for each of ${threads.length} threads.${await endTokens(attempt)}`,
  };
}

/** A decision that is about more threads than one may touch waits until somebody confirms it. */
export function overCap(threads: number, cap: number): Outcome {
  const detail = `It would touch ${threads} threads, and one decision may touch ${cap} (MAX_FANOUT).`;
  return { status: 'held', problem: { code: 'over-cap', detail, hint: 'Confirm it if that is meant.' } };
}

/**
 * What a decision about every thread means in one. It is as old as that one, not as its own record. A ban is on record for
 * all of them already: here it is kept up.
 */
function inThread(event: ModerationEvent, received: number, threadId: string): ModerationEvent {
  const { source, id, decision, action, participant, reason, moderator } = event;
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
    occurredAt: decidedOf(event, received).occurredAt,
    ...(action === 'ban' && { cause: { kind: 'ban', decision } as const }),
  };
}
