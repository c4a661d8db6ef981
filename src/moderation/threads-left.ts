import * as z from 'zod';
import type { ChatPlatform, ThreadPage } from '../chat/chat-platform.ts';
import type { CallLimits } from '../upstream/call-limits.ts';
import { UpstreamError } from '../upstream/upstream-error.ts';
import type { Attempt } from './attempt.ts';

/** How long a listing is gone on with, in milliseconds: any attempt waits less; and the order of threads changes. */
const goodForMs = 15 * 60_000;

const saved = z.object({ next: z.string(), at: z.number() });

/**
 * The threads that a decision about every one of them has yet to come to, page by page: from the beginning, or where the
 * attempt before was cut off. There may be more than any attempt has time to list.
 *
 * @throws UpstreamError
 */
export async function* threadsLeft({ event, work, ports, limits }: Attempt): AsyncGenerator<ThreadPage> {
  const { progress, chat, ledger } = ports;
  const { signal } = limits;
  const name = `fan-out ${event.decision}`;
  const before = work.record.attempts > 1 ? await progress.read(name, signal) : undefined;
  const known = saved.safeParse(before?.state).data;
  const from = known && ledger.now() - known.at < goodForMs ? known.next : undefined;

  let next = from;
  try {
    for await (const page of pagesFrom(from, chat, limits)) {
      yield page;
      // Whoever asks for the one after it has seen to this one.
      next = page.next;
    }
  } finally {
    if (next !== undefined && next !== from) {
      // Where that fails, the next attempt begins anew.
      await progress.save(name, { next, at: ledger.now() }, before?.version, signal).catch(() => {});
    }
  }
  if (before) await progress.forget(name, signal);
}

/** Begins anew where the platform will not go on from there. */
async function* pagesFrom(
  from: string | undefined,
  chat: Pick<ChatPlatform, 'listThreads'>,
  limits: CallLimits,
): AsyncGenerator<ThreadPage> {
  try {
    yield* chat.listThreads(limits, from);
  } catch (error) {
    if (from === undefined || !(error instanceof UpstreamError) || error.retryable) throw error;
    yield* chat.listThreads(limits);
  }
}
