import type { QueueClient } from '@azure/storage-queue';
import { storageError, storageFault } from './storage-error.ts';
import { tryTwice } from './try-twice.ts';

/** Where decisions wait for a worker. A message says which decision, and the ledger says everything else. */
export interface EnforcementQueue {
  /**
   * Lets a worker set about a decision, after `delayMs` milliseconds at the earliest (7 days at most).
   *
   * @throws UpstreamError when storage is away; the sweep then finds what is due all the same.
   */
  enqueue(decision: string, delayMs: number, signal: AbortSignal): Promise<void>;
}

const maxDelayMs = 7 * 24 * 60 * 60_000 - 60_000;

/** The queue over Azure's own client; made when it turns out to be missing. */
export function enforcementQueue(openQueue: () => Promise<QueueClient>): EnforcementQueue {
  return {
    async enqueue(decision, delayMs, signal) {
      // base64, because that is what the queue trigger expects, and this client sends text as it is:
      // https://github.com/Azure/azure-sdk-for-net/issues/21449
      const text = Buffer.from(JSON.stringify({ decision })).toString('base64');
      const visibilityTimeout = Math.ceil(Math.min(Math.max(delayMs, 0), maxDelayMs) / 1_000);
      const send = async (each: AbortSignal) => {
        const queue = await openQueue();
        await queue.sendMessage(text, { visibilityTimeout, messageTimeToLive: -1, abortSignal: each });
      };
      try {
        await tryTwice(send, signal).catch(async (error: unknown) => {
          if (storageFault(error).code !== 'QueueNotFound') throw error;
          await (await openQueue()).createIfNotExists({ abortSignal: signal });
          await tryTwice(send, signal);
        });
      } catch (error) {
        throw storageError(error);
      }
    },
  };
}
