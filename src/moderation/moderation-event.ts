import type { CommunicationIdentifier } from '../chat/identifier/communication-identifier.ts';

/** What a moderation tool or a moderator decided, in whatever words it came in. */
export interface ModerationEvent {
  /** Who sent it. */
  readonly source: string;
  /** The sender's own name for the decision. */
  readonly id: string;
  /** Our name for it: a hash of source and id. */
  readonly decision: string;
  readonly action: 'remove';
  readonly threadId: string;
  readonly participant: CommunicationIdentifier;
  readonly reason?: string;
  /** Who decided it; for the record only. */
  readonly moderator?: string;
  /** When it was decided, milliseconds since 1970. */
  readonly occurredAt?: number;
  /** When it is to take effect, milliseconds since 1970; at once if absent. */
  readonly effectiveAt?: number;
}
