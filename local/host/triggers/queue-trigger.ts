import { pollQueue, type RunningPoll } from '../queues/poll-queue.ts';
import { messageInput } from '../queues/queue-message.ts';
import { queueSettings } from '../queues/queue-settings.ts';
import { findConnection, type StorageConnection } from '../storage/find-connection.ts';
import type { FunctionMetadata } from '../worker-link/messages.ts';
import { findBinding } from './find-binding.ts';
import { isDisabled } from './is-disabled.ts';
import { resolveSettings } from './resolve-setting.ts';
import type { RunningTrigger, StartTrigger } from './trigger.ts';

type QueueFunction = { name: string; binding: string; queueName: string; connection: StorageConnection };

/** Queue names are lower case; the poison queue's must fit as well. */
const longestName = 63;
const poison = '-poison';

/** Functions that run once for each message of a queue. */
export const startQueueTrigger: StartTrigger = (metadata, context): RunningTrigger => {
  const settings = queueSettings(context.settings.extensions.queues);
  const gone = new AbortController();
  const errors: string[] = [];
  const functions = metadata.flatMap((each) => {
    try {
      return [queueFunction(each, context.ownSettings)];
    } catch (error) {
      errors.push(`The function ${each.name} is disabled: ${(error as Error).message}.`);
      return [];
    }
  });
  const listens = ({ name }: { name: string }) => !isDisabled(name, context.ownSettings);

  const listen = async (found: QueueFunction): Promise<RunningPoll> => {
    const { name, binding, queueName } = found;
    const service = await openQueues(found.connection);
    const hasPoison = !queueName.endsWith(poison) && queueName.length + poison.length <= longestName;
    return pollQueue(
      {
        ...{ settings, invisibleMs: context.queueInvisibleMs, gone: gone.signal },
        queue: service.getQueueClient(queueName),
        poisonQueue: hasPoison ? service.getQueueClient(queueName + poison) : undefined,
        run: (text, message) =>
          context.invoke({ functionName: name, ...messageInput(binding, text, message) }).outcome,
        log: (level, line) => context.log.function(level, name, line),
      },
      context.queuePollingMs,
    );
  };
  const polls = functions.filter(listens).map(listen);

  return {
    functions: metadata.map(({ name }) => ({
      ...{ name, trigger: 'queueTrigger', methods: [], route: '' },
      disabled: !listens({ name }) || !functions.some((found) => found.name === name),
    })),
    errors,
    runOnDemand(functionName, input) {
      const found = functions.find(({ name }) => name === functionName);
      if (!found) return false;
      context.invoke({ functionName, ...messageInput(found.binding, input) }).outcome.catch(() => undefined);
      return true;
    },
    async drain() {
      await Promise.all(polls.map(async (poll) => (await poll).stop()));
    },
    async stop() {
      gone.abort();
      for (const poll of polls) void poll.then(({ stop }) => stop());
    },
  };
};

function queueFunction(metadata: FunctionMetadata, env: Record<string, string>): QueueFunction {
  const [binding, { queueName, connection }] = findBinding(metadata, 'queueTrigger');
  return {
    ...{ name: metadata.name, binding },
    queueName: resolveSettings(String(queueName ?? ''), env).toLowerCase(),
    connection: findConnection(env, connection === undefined ? undefined : String(connection)),
  };
}

/** Loaded only for apps that have queues. No retries: the next poll is one. */
async function openQueues({ connectionString }: StorageConnection) {
  const { QueueServiceClient } = await import('@azure/storage-queue');
  const retryOptions = { maxTries: 2, retryDelayInMs: 100, tryTimeoutInMs: 10_000 };
  return QueueServiceClient.fromConnectionString(connectionString, { retryOptions });
}
