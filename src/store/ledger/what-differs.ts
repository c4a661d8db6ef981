import { canonicalId } from '../../chat/identifier/communication-identifier.ts';
import type { ModerationEvent } from '../../moderation/moderation-event.ts';

/** The members that make a decision what it is. Why and by whom it was taken may be told differently each time. */
const members: Readonly<Record<string, (event: ModerationEvent) => unknown>> = {
  action: ({ action }) => action,
  threadId: ({ threadId }) => threadId,
  participant: ({ participant }) => canonicalId(participant),
  effectiveAt: ({ effectiveAt }) => effectiveAt,
  occurredAt: ({ occurredAt }) => occurredAt,
};

/** The names of the members in which two events of one id are not the same decision. */
export function whatDiffers(one: ModerationEvent, other: ModerationEvent): string[] {
  return Object.entries(members)
    .filter(([, read]) => read(one) !== read(other))
    .map(([name]) => name);
}
