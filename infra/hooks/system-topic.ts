import * as z from 'zod';
import type { EventSettings } from './event-settings.ts';
import { explainEventError } from './explain-event-error.ts';
import { HookError } from './hook-error.ts';
import type { ResourceManager } from './resource-manager.ts';

/** Event Grid's, as of which everything here is known. */
export const eventGridVersion = '2025-02-15';

const topic = z.looseObject({
  id: z.string(),
  name: z.string(),
  identity: z.looseObject({ type: z.string().optional(), principalId: z.string().optional() }).nullish(),
  properties: z.looseObject({ source: z.string() }),
});

/** The system topic of an ACS resource. */
export interface SystemTopic {
  readonly id: string;
  readonly name: string;
  /** Object id of its own identity. */
  readonly principalId: string;
}

const chatId = ({ subscriptionId, chat }: EventSettings): string =>
  `/subscriptions/${subscriptionId}/resourceGroups/${chat.resourceGroup}/providers/Microsoft.Communication/communicationServices/${chat.name}`;

const groupOf = ({ subscriptionId, chat }: EventSettings): string =>
  `/subscriptions/${subscriptionId}/resourceGroups/${chat.resourceGroup}/providers/Microsoft.EventGrid/systemTopics`;

/**
 * Finds the system topic of the ACS resource, which can have one only, in its own group, by whatever name:
 * https://learn.microsoft.com/azure/event-grid/system-topics
 *
 * @throws HookError when it cannot be looked for, or has no identity.
 */
export async function findSystemTopic(
  settings: EventSettings,
  azure: ResourceManager,
): Promise<SystemTopic | undefined> {
  const { chat } = settings;
  const listed = await azure.list(groupOf(settings), eventGridVersion).catch((error: unknown) => {
    throw explainEventError(`System topics in ${chat.resourceGroup} could not be listed`, error, settings);
  });
  const found = z
    .array(topic)
    .parse(listed)
    .find(({ properties }) => properties.source.toLowerCase() === chatId(settings).toLowerCase());
  if (!found) return undefined;
  const { id, name, identity } = found;
  if (identity?.principalId) return { id, name, principalId: identity.principalId };
  throw new HookError(
    `The system topic ${name} of ${chat.name} has no identity of its own, with which it would keep what cannot be ` +
      `delivered: az eventgrid system-topic update -g ${chat.resourceGroup} -n ${name} --identity systemassigned, ` +
      'then npm run postdeploy.',
  );
}

/**
 * Makes it.
 *
 * @throws HookError
 */
export async function makeSystemTopic(settings: EventSettings, azure: ResourceManager): Promise<SystemTopic> {
  const { chat, topicName } = settings;
  const body = {
    location: 'global',
    tags: { app: 'chat-bouncer' },
    identity: { type: 'SystemAssigned' },
    properties: { source: chatId(settings), topicType: 'Microsoft.Communication.CommunicationServices' },
  };
  await azure.put(`${groupOf(settings)}/${topicName}`, eventGridVersion, body).catch((error: unknown) => {
    throw explainEventError(`The system topic of ${chat.name} could not be made`, error, settings);
  });
  const made = await findSystemTopic(settings, azure);
  if (!made)
    throw new HookError(`The system topic of ${chat.name} was made and is not there: npm run postdeploy.`);
  return made;
}
