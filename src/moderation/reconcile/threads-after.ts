import type { ChatPlatform } from '../../chat/chat-platform.ts';
import type { CallLimits } from '../../upstream/call-limits.ts';

/**
 * The threads that the acting identity is in, by id, that come after one of them. The platform lists them in an order of
 * its own and has no way to go on from one; where that one is gone, they are given from the beginning. A page is asked for
 * when the one before is used up, so that some are looked at also where there is no time to list all.
 *
 * @throws UpstreamError
 */
export async function* threadsAfter(
  after: string | undefined,
  chat: Pick<ChatPlatform, 'listThreads'>,
  limits: CallLimits,
): AsyncGenerator<string> {
  let isPast = after === undefined;
  for await (const { threads } of chat.listThreads(limits)) {
    for (const { id } of threads) {
      if (isPast) yield id;
      isPast ||= id === after;
    }
  }
  if (!isPast) yield* threadsAfter(undefined, chat, limits);
}
