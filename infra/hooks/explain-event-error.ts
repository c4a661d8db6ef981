import type { EventSettings } from './event-settings.ts';
import { explainError, type Remedies } from './explain-error.ts';
import type { HookError } from './hook-error.ts';

/**
 * An error on the way to events as one line.
 *
 * @param remedies - where something else helps than in the group of the ACS resource.
 */
export function explainEventError(
  what: string,
  error: unknown,
  { app, chat }: Pick<EventSettings, 'app' | 'chat'>,
  remedies: Remedies = {},
): HookError {
  const usual: Remedies = {
    403: `Have the roles EventGrid Contributor on the resource group ${chat.resourceGroup} and Contributor on ${chat.name}, or azd env set EVENTS_ENABLED false.`,
    404: 'Set ACS_NAME and ACS_RESOURCE_GROUP to your Communication Services resource (azd env set), then azd provision.',
    MissingSubscriptionRegistration:
      'az provider register --namespace Microsoft.EventGrid --wait, then npm run postdeploy.',
    'Endpoint validation': `Event Grid does not find the function in ${app.name}: see its logs, then npm run postdeploy.`,
  };
  return explainError(what, error, { ...usual, ...remedies }, 'npm run postdeploy');
}
