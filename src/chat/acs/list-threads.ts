import * as z from 'zod';
import type { CallLimits } from '../../upstream/call-limits.ts';
import type { Thread, ThreadPage } from '../chat-platform.ts';
import type { AcsChatPorts } from './acs-call.ts';
import { chatUrl } from './chat-url.ts';
import { listPages } from './list-pages.ts';

const chatThread = z.object({
  id: z.string(),
  topic: z.string(),
  deletedOn: z.string().nullish(),
  lastMessageReceivedOn: z.string().nullish(),
});

/**
 * Every thread the moderator is in, without those that are deleted. ACS allows 50 pages in 10 s for one user.
 *
 * @param from - the `next` of the page before, to go on with a listing.
 * @throws UpstreamError also when ACS knows that link no more.
 */
export async function* listThreads(
  ports: AcsChatPorts,
  limits: CallLimits,
  from = chatUrl(),
): AsyncGenerator<ThreadPage> {
  for await (const { items, next } of listPages(ports, from, chatThread, limits)) {
    const threads = items.filter(({ deletedOn }) => !deletedOn).map(toThread);
    yield { threads, ...(next !== undefined && { next }) };
  }
}

function toThread({ id, topic, lastMessageReceivedOn }: z.infer<typeof chatThread>): Thread {
  return { id, topic, ...(lastMessageReceivedOn && { lastMessageReceivedOn }) };
}
