import type { DequeuedMessageItem } from '@azure/storage-queue';
import type { Invocation, TypedData } from '../worker-link/messages.ts';

/**
 * The text of a message.
 *
 * @returns undefined if it should be base64 and is not; text that is base64 by chance passes, as in Azure
 */
export function decodeMessage(text: string, base64: boolean): string | undefined {
  if (!base64) return text;
  const isBase64 = /^(?:[A-Za-z\d+/]{4})*(?:[A-Za-z\d+/]{2}==|[A-Za-z\d+/]{3}=)?$/.test(text.trim());
  return isBase64 ? Buffer.from(text, 'base64').toString('utf8') : undefined;
}

/**
 * What the worker is given of a message, in the words of the real host.
 * @see https://learn.microsoft.com/azure/azure-functions/functions-bindings-storage-queue-trigger#message-metadata
 */
export function messageInput(
  binding: string,
  text: string,
  message?: DequeuedMessageItem,
): Pick<Invocation, 'inputData' | 'triggerMetadata'> {
  const triggerMetadata: Record<string, TypedData> = { QueueTrigger: { string: text } };
  if (message) {
    const time = (at: Date) => ({ string: at.toISOString().replace(/\.\d+Z$/, '+00:00') });
    Object.assign(triggerMetadata, {
      Id: { string: message.messageId },
      DequeueCount: { string: String(message.dequeueCount) },
      PopReceipt: { string: message.popReceipt },
      InsertionTime: time(message.insertedOn),
      ExpirationTime: time(message.expiresOn),
      NextVisibleTime: time(message.nextVisibleOn),
    });
  }
  return { inputData: [{ name: binding, data: { string: text } }], triggerMetadata };
}
