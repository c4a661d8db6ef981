import type { CommunicationIdentifier } from '../chat/identifier/communication-identifier.ts';
import { decisionId } from './decision-id.ts';
import type { Cause, ModerationEvent } from './moderation-event.ts';

/** Who takes decisions of our own; no source of a sender may have such a name. */
export type OwnSource = 'bouncer.rejoin' | 'bouncer.reconcile' | 'bouncer.cleanup';

/** What a decision of our own is made of. */
export interface OwnDecision {
  readonly source: OwnSource;
  readonly id: string;
  readonly threadId: string;
  readonly participant: CommunicationIdentifier;
  readonly cause: Cause;
  readonly reason?: string;
  /** When what led to it happened, milliseconds since 1970. */
  readonly occurredAt?: number;
}

/** A removal that nobody sent us: it keeps up a ban, or follows a rule, and acts only while that is in force. */
export function ownEvent({ reason, occurredAt, ...said }: OwnDecision): ModerationEvent {
  return {
    ...said,
    decision: decisionId(said.source, said.id),
    action: 'remove',
    ...(reason && { reason }),
    ...(occurredAt !== undefined && { occurredAt }),
  };
}
