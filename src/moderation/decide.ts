import { canonicalId } from '../chat/identifier/communication-identifier.ts';
import type { ModerationEvent } from './moderation-event.ts';

/** What is to be done about an event. */
export type Plan =
  | { readonly do: 'remove' }
  | { readonly do: 'reject'; readonly code: 'protected-participant'; readonly detail: string };

/** What the operator has laid down. */
export interface Policy {
  /** The raw id of the identity that acts. Were it removed from a thread, every later removal there would fail. */
  readonly actingIdentity: string;
}

/** Decides what to do about an event. Pure: all it goes by is given. */
export function decide(event: ModerationEvent, policy: Policy): Plan {
  if (canonicalId(event.participant) === canonicalId({ rawId: policy.actingIdentity })) {
    return {
      do: 'reject',
      code: 'protected-participant',
      detail: 'The participant is the moderator identity itself, which is never removed.',
    };
  }
  return { do: 'remove' };
}
