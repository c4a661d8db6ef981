import { canonicalId } from '../chat/identifier/communication-identifier.ts';
import type { Kind } from './in-force.ts';
import type { ModerationEvent } from './moderation-event.ts';
import type { Decided, Place } from './standings.ts';

/** Whom and where an event is about. */
export function placeOf({ participant, threadId }: ModerationEvent): Place {
  return { participant: canonicalId(participant), threadId };
}

/**
 * Whether we have taken a decision ourselves, on account of another one or of a rule. Such a decision supersedes nothing,
 * so it is never put on record as a standing.
 */
export function isOwn({ source, parent }: ModerationEvent): boolean {
  return source.startsWith('bouncer.') || parent !== undefined;
}

/**
 * An event as a decision among others. One that carries out another in one thread goes by the name of that.
 *
 * @param received - when it was accepted first: what claims to be of later than that is of then.
 */
export function decidedOf(
  { decision, parent, source, occurredAt }: ModerationEvent,
  received: number,
): Decided {
  return { decision: parent ?? decision, source, occurredAt: Math.min(occurredAt ?? received, received) };
}

/** What an event is among the standings. */
export const kindOf: Readonly<Record<ModerationEvent['action'], Kind>> = {
  remove: 'removal',
  ban: 'ban',
  unban: 'lift',
};
