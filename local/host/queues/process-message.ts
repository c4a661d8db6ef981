import type { DequeuedMessageItem, QueueClient } from '@azure/storage-queue';
import { decodeMessage } from './queue-message.ts';
import type { QueueSettings } from './queue-settings.ts';

/** How messages of one queue become runs of one function. */
export type QueueListening = {
  queue: QueueClient;
  /** Where messages go that cannot be dealt with; absent for a queue that is one itself. */
  poisonQueue: QueueClient | undefined;
  settings: QueueSettings;
  /** How long a message is invisible to others while its function runs, in ms. */
  invisibleMs: number;
  /** Runs the function. @throws if it failed */
  run(text: string, message: DequeuedMessageItem): Promise<unknown>;
  log(level: 'information' | 'warning' | 'error', line: string): void;
  /** Aborted when the host is gone for good: what was not settled by then is left as a killed host leaves it. */
  gone: AbortSignal;
};

/**
 * Runs the function with a message and settles it: deleted, visible again, or in the poison queue. Never rejects.
 * @see https://github.com/Azure/azure-sdk-for-net (QueueListener, QueueProcessor) for the order of things
 */
export async function processMessage(message: DequeuedMessageItem, listening: QueueListening): Promise<void> {
  const { settings, log, gone } = listening;
  if (gone.aborted) return;
  try {
    const text = decodeMessage(message.messageText, settings.base64);
    if (text === undefined) {
      log('error', `Message ${message.messageId} is not base64, as host.json's messageEncoding wants it.`);
      return await giveUp(message, message.popReceipt, listening);
    }
    // One that an earlier host could not settle any more; that its function fails again is not waited for.
    if (message.dequeueCount > settings.maxDequeueCount)
      return await giveUp(message, message.popReceipt, listening);
    const renewal = keepInvisible(message, listening);
    const failed = await listening.run(text, message).then(
      () => false,
      () => true,
    );
    await settle(message, await renewal.stop(), failed, listening);
  } catch (error) {
    if (!gone.aborted)
      log('error', `Message ${message.messageId} is left as it is: ${(error as Error).message}`);
  }
}

async function settle(
  message: DequeuedMessageItem,
  receipt: string,
  failed: boolean,
  listening: QueueListening,
) {
  const { queue, settings, gone, poisonQueue } = listening;
  if (gone.aborted) return;
  if (!failed) await unlessTaken(queue.deleteMessage(message.messageId, receipt));
  else if (!poisonQueue) return;
  else if (message.dequeueCount >= settings.maxDequeueCount) await giveUp(message, receipt, listening);
  else await unlessTaken(queue.updateMessage(message.messageId, receipt, undefined, settings.retryMs / 1000));
}

async function giveUp(message: DequeuedMessageItem, receipt: string, listening: QueueListening) {
  const { queue, poisonQueue, settings, log } = listening;
  if (!poisonQueue) return;
  log(
    'warning',
    `Message ${message.messageId} was dequeued ${message.dequeueCount} times (maxDequeueCount is ` +
      `${settings.maxDequeueCount}); it goes to the queue ${poisonQueue.name}.`,
  );
  await poisonQueue.createIfNotExists();
  await poisonQueue.sendMessage(message.messageText);
  await unlessTaken(queue.deleteMessage(message.messageId, receipt));
}

/** Renews halfway, as the real host does; each renewal gives a new receipt. */
function keepInvisible(message: DequeuedMessageItem, { queue, invisibleMs, log, gone }: QueueListening) {
  let receipt = message.popReceipt;
  let renewing = Promise.resolve();
  const renew = async () => {
    if (gone.aborted) return;
    const renewed = await queue.updateMessage(message.messageId, receipt, undefined, invisibleMs / 1000);
    receipt = renewed.popReceipt ?? receipt;
  };
  const timer = setInterval(() => {
    renewing = renew().catch((error: Error) =>
      log('warning', `Message ${message.messageId}: ${error.message}`),
    );
  }, invisibleMs / 2);
  return {
    /** @returns the receipt that counts */
    async stop() {
      clearInterval(timer);
      await renewing;
      return receipt;
    },
  };
}

/** Whoever took the message over, or deleted it, decides about it. */
async function unlessTaken(done: Promise<unknown>): Promise<void> {
  await done.catch((error: { statusCode?: number; code?: string }) => {
    const taken = error.statusCode === 404 || error.code === 'PopReceiptMismatch';
    if (!taken) throw error;
  });
}
