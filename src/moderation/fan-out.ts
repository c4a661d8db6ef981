import type { ThreadPage } from '../chat/chat-platform.ts';
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
 * and redriven by itself. Those of a page are made before the next page is asked for.
 *
 * @throws UpstreamError when not all of them are on record, or the tokens are not ended.
 */
export async function fanOut(
  attempt: Attempt,
  pages: AsyncIterable<ThreadPage> | Iterable<ThreadPage>,
): Promise<Outcome> {
  const { event, work, ports, limits } = attempt;
  const { attempts, received } = work.record;
  // Of very many threads an attempt may come to some; the next one must not begin with those again.
  const made =
    attempts > 1 ? await childrenOf(event.decision, ports.ledger, limits.signal) : new Set<string>();
  for await (const { threads } of pages) {
    const children = threads.map(({ id }) => inThread(event, received, id));
    const fresh = children.filter(({ decision }) => !made.has(decision));
    await spawn(fresh, ports, limits.signal);
    for (const { decision } of fresh) made.add(decision);
  }
  return {
    status: 'done',
    outcome: 'fanned-out',
    detail: `A decision was made for each of ${made.size} threads.${await endTokens(attempt)}`,
  };
}

/** A decision that is about more threads than one may touch waits until somebody confirms it. */
export function overCap(cap: number): Outcome {
  const detail = `It would touch more than ${cap} threads, the most that one decision may touch (MAX_FANOUT).`;
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
