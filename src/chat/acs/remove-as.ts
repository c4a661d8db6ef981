import type { CallLimits } from '../../upstream/call-limits.ts';
import { UpstreamError } from '../../upstream/upstream-error.ts';
import type { Removal } from '../chat-platform.ts';
import { type CommunicationIdentifier, canonicalId } from '../identifier/communication-identifier.ts';
import { type AcsChatPorts, callAcs } from './acs-call.ts';
import { acsChatError } from './acs-chat-error.ts';
import { chatUrl } from './chat-url.ts';
import { listParticipants } from './list-participants.ts';

/** The code of the error when whoever acts is not in the thread, or there is no such thread. */
export const notInThread = 'ModeratorNotInThread';

/**
 * "Chat Thread - Remove Chat Participant", the call this app exists for, as whoever the tokens are for.
 * https://learn.microsoft.com/rest/api/communication/chat/chat-thread/remove-chat-participant
 *
 * @returns `already-absent` when ACS refuses and the thread's list shows that the person is not in it.
 * @throws UpstreamError
 */
export async function removeAs(
  ports: AcsChatPorts,
  threadId: string,
  participant: CommunicationIdentifier,
  limits: CallLimits,
): Promise<Removal> {
  const url = chatUrl(threadId, '/participants/:remove');
  const body = JSON.stringify(participant.model);
  const answer = await callAcs(ports, { method: 'POST', url, body }, limits);
  if ('status' in answer && answer.status === 204) return 'removed';

  const error = acsChatError(answer, ports.clock.now());
  if (!inDoubt.has(error.status)) throw error;
  if (await isIn(ports, threadId, participant, limits, error)) throw error;
  return 'already-absent';
}

/**
 * ACS answers each of these when the moderator, or the person, is not in the thread, and for other reasons too;
 * which of them comes when is written nowhere, and has changed
 * (https://github.com/Azure/azure-sdk-for-java/issues/21723). So the list of the thread decides.
 */
const inDoubt: ReadonlySet<number | undefined> = new Set([400, 403, 404]);

async function isIn(
  ports: AcsChatPorts,
  threadId: string,
  participant: CommunicationIdentifier,
  limits: CallLimits,
  refusal: UpstreamError,
): Promise<boolean> {
  const wanted = canonicalId(participant);
  try {
    for await (const { rawId } of listParticipants(ports, threadId, limits)) {
      if (canonicalId({ rawId }) === wanted) return true;
    }
    return false;
  } catch (error) {
    if (!(error instanceof UpstreamError) || !inDoubt.has(error.status)) throw error;
    // Only somebody in the thread can list it, so this says where the trouble lies.
    throw new UpstreamError({
      upstream: 'acs-chat',
      ...(refusal.status !== undefined && { status: refusal.status }),
      code: notInThread,
      message: `${refusal.message} (${refusal.code}); the thread cannot be listed either (${error.code}).`,
      retryable: false,
      hint:
        'The moderator identity (secret acs-moderator-id) is not in this thread, or the thread does not exist. ' +
        'Add it to the thread, or use the identity with which your backend creates its threads.',
    });
  }
}
