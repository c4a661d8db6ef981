import { canonicalId } from '../../chat/identifier/communication-identifier.ts';
import {
  isRun,
  isUsable,
  type ModerationEvent,
  type RecordedEvent,
} from '../../moderation/moderation-event.ts';

/** The members that make a decision what it is. Why and by whom it was taken may be told differently each time. */
const members: Readonly<Record<string, (event: ModerationEvent) => unknown>> = {
  action: ({ action }) => action,
  threadId: ({ threadId }) => threadId,
  participant: ({ participant }) => canonicalId(participant),
  effectiveAt: ({ effectiveAt }) => effectiveAt,
  occurredAt: ({ occurredAt }) => occurredAt,
  until: ({ until }) => until,
  dryRun: ({ dryRun }) => dryRun,
  revokeTokens: ({ revokeTokens }) => revokeTokens,
};

/**
 * The names of the members in which two events of one id are not the same decision. One that could not be used stays
 * rejected, whatever is sent under its id later.
 */
export function whatDiffers(one: RecordedEvent, other: RecordedEvent): string[] {
  if (!isUsable(one) || !isUsable(other) || isRun(one) || isRun(other)) return [];
  return Object.entries(members)
    .filter(([, read]) => read(one) !== read(other))
    .map(([name]) => name);
}
