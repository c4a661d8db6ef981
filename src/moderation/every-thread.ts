import type { ChatPlatform, Thread } from '../chat/chat-platform.ts';
import type { CallLimits } from '../upstream/call-limits.ts';

/**
 * Every thread that the acting identity is in.
 *
 * @param most - so many will do: no further page is asked for then, and what is beyond is not given.
 * @throws UpstreamError
 */
export async function everyThread(
  chat: Pick<ChatPlatform, 'listThreads'>,
  limits: CallLimits,
  most = Number.POSITIVE_INFINITY,
): Promise<Thread[]> {
  const found: Thread[] = [];
  for await (const { threads } of chat.listThreads(limits)) {
    for (const thread of threads) found.push(thread);
    if (found.length >= most) break;
  }
  return found.slice(0, most);
}
