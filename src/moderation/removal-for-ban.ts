import type { CommunicationIdentifier } from '../chat/identifier/communication-identifier.ts';
import { decisionId } from './decision-id.ts';
import type { ModerationEvent } from './moderation-event.ts';
import type { Ban } from './standings.ts';

/** Where somebody is in spite of a ban, and who says so. */
export interface Returned {
  /** No source of a sender may have such a name. */
  readonly source: 'bouncer.rejoin' | 'bouncer.reconcile';
  readonly id: string;
  readonly threadId: string;
  readonly participant: CommunicationIdentifier;
}

/** The removal that keeps up a ban; nobody sent it to us, and it acts only while the ban is in force. */
export function removalForBan({ decision, reason }: Ban, returned: Returned): ModerationEvent {
  return {
    ...returned,
    decision: decisionId(returned.source, returned.id),
    action: 'remove',
    cause: { kind: 'ban', decision },
    ...(reason && { reason }),
  };
}
