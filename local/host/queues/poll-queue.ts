import { setTimeout as wait } from 'node:timers/promises';
import type { DequeuedMessageItem } from '@azure/storage-queue';
import { pollingDelay } from './polling-delay.ts';
import { processMessage, type QueueListening } from './process-message.ts';

export type RunningPoll = {
  /** Asks for no more messages, and waits for those whose functions run. */
  stop(): Promise<void>;
};

/**
 * Asks a queue for messages again and again: a batch at once, the next when `newBatchThreshold` or fewer are left,
 * seldomer while there are none. A queue that does not exist is waited for, not made.
 * @see https://learn.microsoft.com/azure/azure-functions/functions-bindings-storage-queue-trigger#concurrency
 */
export function pollQueue(listening: QueueListening, leastPollingMs: number): RunningPoll {
  const { settings, log } = listening;
  const nextDelay = pollingDelay(leastPollingMs, settings.maxPollingMs);
  const stopping = new AbortController();
  const stopped = Promise.withResolvers<void>();
  const running = new Set<Promise<void>>();
  let problem = '';

  /** A fault is said once, not at every poll. */
  const received = async (): Promise<DequeuedMessageItem[]> => {
    try {
      const messages = await receive(listening);
      problem = '';
      return messages;
    } catch (error) {
      const { message } = error as Error;
      if (message !== problem && !stopping.signal.aborted)
        log('warning', `The queue cannot be read: ${message}`);
      problem = message;
      return [];
    }
  };

  async function poll() {
    let foundSinceDelay = false;
    while (!stopping.signal.aborted) {
      const messages = await received();
      for (const message of messages) {
        const processed = processMessage(message, listening);
        running.add(processed);
        void processed.finally(() => running.delete(processed));
      }
      if (messages.length > 0) {
        foundSinceDelay = true;
        await room();
      } else {
        const delay = nextDelay(foundSinceDelay);
        foundSinceDelay = false;
        await wait(delay, undefined, { signal: stopping.signal }).catch(() => undefined);
      }
    }
  }

  async function room() {
    while (running.size > settings.newBatchThreshold && !stopping.signal.aborted)
      await Promise.race([...running, stopped.promise]);
  }

  const polling = poll();
  return {
    async stop() {
      stopping.abort();
      stopped.resolve();
      // Messages on their way are not dropped: they would stay invisible for ten minutes.
      await polling;
      await Promise.all(running);
    },
  };
}

async function receive({ queue, settings, invisibleMs }: QueueListening): Promise<DequeuedMessageItem[]> {
  try {
    const { receivedMessageItems } = await queue.receiveMessages({
      numberOfMessages: settings.batchSize,
      visibilityTimeout: invisibleMs / 1000,
    });
    return receivedMessageItems;
  } catch (error) {
    if ((error as { statusCode?: number }).statusCode === 404) return [];
    throw error;
  }
}
