import type { ChatNeeds } from './chat-door.ts';

/** Why somebody may not come into a thread, in the words of the specification's examples (Chat 2025-03-15, Participants_AddChatParticipants). */
export const whyRefused =
  ({ behaviour, isOurs, resourceId }: ChatNeeds) =>
  (rawId: string): { code: string; message: string } | undefined => {
    if (behaviour.strangers === 'accepted' || !rawId.startsWith('8:acs:') || isOurs(rawId)) return undefined;
    return rawId.startsWith(`8:acs:${resourceId}_`)
      ? { code: '404', message: 'Not found' }
      : { code: '403', message: 'Permissions check failed' };
  };
