import type { CommunicationIdentifier } from '../chat/identifier/communication-identifier.ts';

/** What is to be done about somebody: out once, out for as long as it says, or no longer out. */
export type Action = 'remove' | 'ban' | 'unban';

/** In place of a thread: every thread that the acting identity is in. */
export const everyThread = '*';

/** Why a decision of our own was taken (its source begins with `bouncer.`): it acts only while that is in force. */
export type Cause =
  /** The ban that it keeps up, by its decision. */
  | { readonly kind: 'ban'; readonly decision: string }
  /** The clean-up rule that it follows, by name, and which threads that was about then (`threadsOf`). */
  | { readonly kind: 'rule'; readonly rule: string; readonly threads?: string };

/** What a moderation tool or a moderator decided, in whatever words it came in. */
export interface ModerationEvent {
  /** Who sent it. */
  readonly source: string;
  /** The sender's own name for the decision. */
  readonly id: string;
  /** Our name for it: a hash of source and id. */
  readonly decision: string;
  readonly action: Action;
  /** An ACS thread, or `*` for every thread. */
  readonly threadId: string;
  readonly participant: CommunicationIdentifier;
  readonly reason?: string;
  /** Who decided it; for the record only. */
  readonly moderator?: string;
  /** When it was decided, milliseconds since 1970. */
  readonly occurredAt?: number;
  /** When it is to take effect, milliseconds since 1970; at once if absent. */
  readonly effectiveAt?: number;
  /** When a ban ends, milliseconds since 1970; never if absent. */
  readonly until?: number;
  /** Everything but the effect. */
  readonly dryRun?: true;
  /** With a ban: the person's access tokens are to be revoked too. */
  readonly revokeTokens?: true;
  /** Only with decisions of our own. */
  readonly cause?: Cause;
  /** The decision that this one carries out in one thread. */
  readonly parent?: string;
}

/**
 * A delivery that means a decision, of which not enough could be understood to carry it out. It is put on record as
 * rejected, since its sender would only send it again.
 */
export interface UnusableEvent {
  readonly source: string;
  readonly id: string;
  readonly decision: string;
  /** What is wrong with it: a JSON Pointer into what was sent, and why. Nothing that anybody wrote is quoted. */
  readonly faults: readonly { readonly pointer: string; readonly detail: string }[];
}

/** A run of a clean-up rule: the removals that it leads to are decisions that carry it out. */
export interface CleanupRun {
  readonly source: string;
  readonly id: string;
  readonly decision: string;
  /** The rule, by name. */
  readonly rule: string;
  /** Only says whom it would remove. */
  readonly dryRun?: true;
}

/** What can be carried out. */
export type WorkableEvent = ModerationEvent | CleanupRun;

/** What the ledger may hold. */
export type RecordedEvent = WorkableEvent | UnusableEvent;

/** Whether there is something to carry out. */
export function isUsable(event: RecordedEvent): event is WorkableEvent {
  return !('faults' in event);
}

/** Whether it is a run of a clean-up rule. */
export function isRun(event: RecordedEvent): event is CleanupRun {
  return 'rule' in event;
}
