import type { Environment } from './azd-environment.ts';
import { HookError } from './hook-error.ts';
import { requireSettings } from './require-settings.ts';

/** Whose events go where. */
export interface EventSettings {
  readonly subscriptionId: string;
  readonly chat: { readonly resourceGroup: string; readonly name: string };
  readonly app: { readonly resourceGroup: string; readonly name: string };
  /** The name of the system topic, if one has to be made. */
  readonly topicName: string;
  /** Resource id of the container for what could not be delivered. */
  readonly deadLetters: string;
}

/**
 * Reads what azd has provisioned for events.
 *
 * @returns nothing where they are switched off.
 * @throws HookError for what is missing or unknown.
 */
export function eventSettings(environment: Environment): EventSettings | undefined {
  const { EVENTS_ENABLED } = requireSettings(environment, ['EVENTS_ENABLED']);
  const enabled = EVENTS_ENABLED.toLowerCase();
  if (enabled === 'false') return undefined;
  if (enabled !== 'true') {
    throw new HookError(`EVENTS_ENABLED is ${EVENTS_ENABLED}: set it to true or false (azd env set).`);
  }
  const given = requireSettings(environment, [
    'AZURE_SUBSCRIPTION_ID',
    'AZURE_RESOURCE_GROUP',
    'AZURE_FUNCTION_APP_NAME',
    'ACS_NAME',
    'ACS_RESOURCE_GROUP',
    'EVENTS_TOPIC_NAME',
    'EVENTS_DEAD_LETTERS',
  ]);
  return {
    subscriptionId: given.AZURE_SUBSCRIPTION_ID,
    chat: { resourceGroup: given.ACS_RESOURCE_GROUP, name: given.ACS_NAME },
    app: { resourceGroup: given.AZURE_RESOURCE_GROUP, name: given.AZURE_FUNCTION_APP_NAME },
    topicName: given.EVENTS_TOPIC_NAME,
    deadLetters: given.EVENTS_DEAD_LETTERS,
  };
}
