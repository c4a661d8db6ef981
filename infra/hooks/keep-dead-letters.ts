import { assignRole, hasRole } from './assign-role.ts';
import type { EventSettings } from './event-settings.ts';
import { explainEventError } from './explain-event-error.ts';
import type { Kept } from './kept.ts';
import type { ResourceManager } from './resource-manager.ts';
import type { SystemTopic } from './system-topic.ts';

/** Storage Blob Data Contributor: https://learn.microsoft.com/azure/event-grid/add-identity-roles */
const role = 'ba92f5b4-2d11-453d-a403-e96b0029c9fe';

/**
 * Lets a topic's identity write to the container for what could not be delivered, and to nothing else of the account.
 *
 * @param topic - nothing in a dry run that would make it.
 * @throws HookError
 */
export async function keepDeadLetters(
  topic: SystemTopic | undefined,
  settings: EventSettings,
  azure: ResourceManager,
  dryRun: boolean,
): Promise<Kept> {
  if (!topic) return 'made';
  const grant = { scope: settings.deadLetters, principalId: topic.principalId, role };
  try {
    if (await hasRole(grant, azure)) return 'is there already';
    if (!dryRun) await assignRole(grant, azure);
    return 'made';
  } catch (error) {
    const remedies = {
      403: `Have the role Role Based Access Control Administrator on the resource group ${settings.app.resourceGroup}.`,
      404: 'The container is not there: azd provision.',
    };
    throw explainEventError(
      `${topic.name} could not be given a role for dead letters`,
      error,
      settings,
      remedies,
    );
  }
}
