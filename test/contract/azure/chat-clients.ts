import { ChatClient, type ChatThreadClient } from '@azure/communication-chat';
import { AzureCommunicationTokenCredential } from '@azure/communication-common';
import type { Scope } from '../../../local/azure/communication/user-tokens.ts';
import type { RunningAzure } from '../../../local/azure/start-azure.ts';

/** The official client, acting as somebody, without its retries. */
export function chatAs(azure: RunningAzure, rawId: string, scopes: readonly Scope[] = ['chat']): ChatClient {
  const { token } = azure.communication.issueToken(rawId, { scopes });
  return chatWith(azure, token);
}

export const chatWith = (azure: RunningAzure, token: string): ChatClient =>
  new ChatClient(azure.communicationEndpoint, new AzureCommunicationTokenCredential(token), {
    retryOptions: { maxRetries: 0 },
  });

/** A thread with the moderator, who made it, and some people. */
export function makeThread(azure: RunningAzure, people = 3) {
  const { communication, moderatorId } = azure;
  const others = Array.from({ length: people }, () => communication.createIdentity());
  const threadId = communication.threads.create({
    createdBy: moderatorId,
    members: [moderatorId, ...others],
  });
  const [offender = ''] = others;
  return { threadId, offender, others, client: threadAs(azure, moderatorId, threadId) };
}

export const threadAs = (
  azure: RunningAzure,
  rawId: string,
  threadId: string,
  scopes: readonly Scope[] = ['chat'],
): ChatThreadClient => chatAs(azure, rawId, scopes).getChatThreadClient(threadId);

export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}
