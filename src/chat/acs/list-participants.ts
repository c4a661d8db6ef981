import * as z from 'zod';
import type { CallLimits } from '../../upstream/call-limits.ts';
import type { Participant } from '../chat-platform.ts';
import type { AcsChatPorts } from './acs-call.ts';
import { chatUrl } from './chat-url.ts';
import { listPages } from './list-pages.ts';

/** `rawId` is required in responses (Common 2025-06-30). */
const chatParticipant = z.object({
  communicationIdentifier: z.object({ rawId: z.string() }),
  displayName: z.string().nullish(),
});

/**
 * Everybody in a thread. ACS allows 10 pages in 10 s a thread for one user.
 *
 * @throws UpstreamError when the thread is unknown or the moderator is not in it.
 */
export async function* listParticipants(
  ports: AcsChatPorts,
  threadId: string,
  limits: CallLimits,
): AsyncGenerator<Participant> {
  for await (const { items } of listPages(
    ports,
    chatUrl(threadId, '/participants'),
    chatParticipant,
    limits,
  )) {
    for (const { communicationIdentifier, displayName } of items) {
      yield { rawId: communicationIdentifier.rawId, ...(displayName && { displayName }) };
    }
  }
}
