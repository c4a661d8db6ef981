import * as z from 'zod';
import type { CallLimits } from '../../upstream/call-limits.ts';
import { type AcsChatPorts, callAcs } from './acs-call.ts';
import { acsChatError } from './acs-chat-error.ts';
import { chatUrl } from './chat-url.ts';
import { readAnswer } from './read-answer.ts';

const properties = z.object({ createdOn: z.coerce.date() });

/**
 * When a thread was made: "Chat Thread - Get Chat Thread Properties". ACS allows 50 such calls in 10 s for one user.
 *
 * @returns milliseconds since 1970.
 * @throws UpstreamError
 */
export async function threadCreatedOn(
  ports: AcsChatPorts,
  threadId: string,
  limits: CallLimits,
): Promise<number> {
  const answer = await callAcs(ports, { method: 'GET', url: chatUrl(threadId) }, limits);
  if ('fault' in answer || answer.status !== 200) throw acsChatError(answer, ports.clock.now());
  return readAnswer(properties, answer.body).createdOn.getTime();
}
