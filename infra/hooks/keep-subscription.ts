import type { EventSettings } from './event-settings.ts';
import { eventSubscription, says } from './event-subscription.ts';
import { explainEventError } from './explain-event-error.ts';
import type { Kept } from './kept.ts';
import type { ResourceManager } from './resource-manager.ts';
import { eventGridVersion, type SystemTopic } from './system-topic.ts';
import { type Patience, tryUntil, type Waiting } from './try-until.ts';

/** Event Grid looks for the function by itself, and may not see yet what has just been deployed. */
const patience: Patience = {
  capMs: 5 * 60_000,
  pauseMs: 10_000,
  passes: ({ status, code }) => /validation/i.test(code) || status === 400 || status === 409,
  says: (seconds, { code }) => `Event Grid does not take it yet (${code}); ${seconds} s of at most 300.`,
};

/**
 * Subscribes a function to the events of a topic, or changes the subscription to what is wanted.
 *
 * @param topic - nothing in a dry run that would make it.
 * @throws HookError
 */
export async function keepSubscription(
  {
    name,
    functionId,
    dryRun,
  }: { readonly name: string; readonly functionId: string; readonly dryRun: boolean },
  topic: SystemTopic | undefined,
  settings: EventSettings,
  azure: ResourceManager,
  waiting: Waiting,
): Promise<Kept> {
  if (!topic) return 'made';
  const id = `${topic.id}/eventSubscriptions/${name}`;
  const wanted = eventSubscription({ functionId, deadLetters: settings.deadLetters });
  try {
    const there = await azure.get(id, eventGridVersion);
    const asItShould = says(there, wanted) && says(there, { properties: { provisioningState: 'Succeeded' } });
    if (asItShould) return 'is there already';
    if (!dryRun) await tryUntil(() => azure.put(id, eventGridVersion, wanted), patience, waiting);
    return there === undefined ? 'made' : 'changed';
  } catch (error) {
    throw explainEventError(`${name} could not be subscribed`, error, settings);
  }
}
