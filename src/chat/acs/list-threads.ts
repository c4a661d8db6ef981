import * as z from 'zod';
import type { CallLimits } from '../../upstream/call-limits.ts';
import type { Thread } from '../chat-platform.ts';
import type { AcsChatPorts } from './acs-call.ts';
import { chatUrl } from './chat-url.ts';
import { listPages } from './list-pages.ts';

const chatThread = z.object({
  id: z.string(),
  topic: z.string(),
  deletedOn: z.string().nullish(),
  lastMessageReceivedOn: z.string().nullish(),
});

/** Every thread the moderator is in, without those that are deleted. */
export async function* listThreads(ports: AcsChatPorts, limits: CallLimits): AsyncGenerator<Thread> {
  for await (const found of listPages(ports, chatUrl(), chatThread, limits)) {
    const { id, topic, deletedOn, lastMessageReceivedOn } = found;
    if (!deletedOn) yield { id, topic, ...(lastMessageReceivedOn && { lastMessageReceivedOn }) };
  }
}
