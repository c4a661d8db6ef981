import * as z from 'zod';
import type { CallLimits } from '../../upstream/call-limits.ts';
import { UpstreamError } from '../../upstream/upstream-error.ts';
import type { CommunicationIdentifier } from '../identifier/communication-identifier.ts';
import { type AcsChatPorts, callAcs } from './acs-call.ts';
import { acsChatError } from './acs-chat-error.ts';
import { chatUrl } from './chat-url.ts';

/** ACS answers 201 also when it lets nobody in, and says here whom not. */
const added = z.object({
  invalidParticipants: z.array(z.object({ code: z.string(), message: z.string() })).nullish(),
});

/**
 * "Chat Thread - Add Chat Participants", for one. For somebody who is in the thread nothing changes.
 * https://learn.microsoft.com/rest/api/communication/chat/chat-thread/add-chat-participants
 *
 * @throws UpstreamError also when ACS takes the call and not the person.
 */
export async function addParticipant(
  ports: AcsChatPorts,
  threadId: string,
  participant: CommunicationIdentifier,
  limits: CallLimits,
): Promise<void> {
  const url = chatUrl(threadId, '/participants/:add');
  const body = JSON.stringify({ participants: [{ communicationIdentifier: participant.model }] });
  const answer = await callAcs(ports, { method: 'POST', url, body }, limits);
  if ('fault' in answer || answer.status !== 201) throw acsChatError(answer, ports.clock.now());
  const [refused] = refusals(answer.body);
  if (!refused) return;
  throw new UpstreamError({
    upstream: 'acs-chat',
    status: 201,
    code: refused.code,
    message: `ACS does not let the participant in: ${refused.message}`,
    retryable: false,
    hint: 'Check that the participant belongs to this ACS resource.',
  });
}

/** An empty body is as good as an empty list. */
function refusals(body: string): readonly { readonly code: string; readonly message: string }[] {
  if (body.trim() === '') return [];
  try {
    return added.parse(JSON.parse(body)).invalidParticipants ?? [];
  } catch {
    return [{ code: 'UnexpectedAnswer', message: 'its answer cannot be read' }];
  }
}
