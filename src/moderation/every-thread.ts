import type { ChatPlatform, Thread } from '../chat/chat-platform.ts';
import type { CallLimits } from '../upstream/call-limits.ts';

/**
 * Every thread that the acting identity is in, or those that come after one of them. The platform lists them in an order
 * of its own and has no way to go on from one; where that one is gone, they are given from the beginning.
 *
 * @throws UpstreamError
 */
export async function everyThread(
  chat: Pick<ChatPlatform, 'listThreads'>,
  limits: CallLimits,
  after?: string,
): Promise<Thread[]> {
  const threads: Thread[] = [];
  for await (const thread of chat.listThreads(limits)) threads.push(thread);
  return threads.slice(threads.findIndex(({ id }) => id === after) + 1);
}
