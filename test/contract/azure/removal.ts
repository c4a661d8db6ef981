import type { RunningAzure } from '../../../local/azure/start-azure.ts';
import { bearing, call } from './call.ts';
import { makeThread } from './chat-clients.ts';

/** A thread, somebody in it, and the call that removes them. */
export function removal(azure: RunningAzure) {
  const { threadId, offender } = makeThread(azure);
  const { communicationEndpoint, communication, moderatorId } = azure;
  const { token } = communication.issueToken(moderatorId);
  const url = `${communicationEndpoint}/chat/threads/${encodeURIComponent(threadId)}/participants/:remove?api-version=2025-03-15`;
  return {
    threadId,
    offender,
    remove: (init: RequestInit = {}) =>
      call(url, { ...bearing(token, 'POST', { rawId: offender }), ...init }),
    isIn: () => communication.threads.members(threadId).includes(offender),
  };
}
