import { parseTimeSpan } from '../host-json/parse-time-span.ts';

/** What host.json says of queues. */
export type QueueSettings = {
  maxPollingMs: number;
  /** How long a message stays invisible after its function failed. */
  retryMs: number;
  batchSize: number;
  newBatchThreshold: number;
  maxDequeueCount: number;
  base64: boolean;
};

/**
 * Reads `extensions.queues` of host.json.
 *
 * @throws with a sentence for people, for what stops the real host
 * @see https://learn.microsoft.com/azure/azure-functions/functions-bindings-storage-queue#host-json
 */
export function queueSettings(section: unknown): QueueSettings {
  const given = (section ?? {}) as Record<string, unknown>;
  const batchSize = integer(given, 'batchSize', 16, 1, 32);
  const encoding = String(given.messageEncoding ?? 'base64').toLowerCase();
  if (encoding !== 'base64' && encoding !== 'none') throw wrong('messageEncoding', 'base64 or none');
  return {
    maxPollingMs: duration(given, 'maxPollingInterval', 60_000, 100),
    retryMs: duration(given, 'visibilityTimeout', 0, 0),
    batchSize,
    newBatchThreshold: integer(given, 'newBatchThreshold', Math.floor(batchSize / 2), 0),
    maxDequeueCount: integer(given, 'maxDequeueCount', 5, 1),
    base64: encoding === 'base64',
  };
}

const wrong = (name: string, wanted: string) =>
  new Error(`host.json: extensions.queues.${name} must be ${wanted}.`);

function integer(
  given: Record<string, unknown>,
  name: string,
  usual: number,
  least: number,
  most = Number.MAX_SAFE_INTEGER,
): number {
  const value = Number(given[name] ?? usual);
  const range = most === Number.MAX_SAFE_INTEGER ? `${least} or more` : `${least} to ${most}`;
  if (!Number.isInteger(value) || value < least || value > most) throw wrong(name, range);
  return value;
}

function duration(given: Record<string, unknown>, name: string, usual: number, least: number): number {
  const text = given[name];
  const milliseconds = text === undefined || text === null ? usual : parseTimeSpan(String(text));
  if (milliseconds === undefined || milliseconds < least)
    throw wrong(name, `a time span of ${least} ms or more`);
  return milliseconds;
}
