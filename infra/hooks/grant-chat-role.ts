import { systemClock } from '../../src/clock.ts';
import { assignRole, hasRole } from './assign-role.ts';
import { explainError } from './explain-error.ts';
import type { ProvisionPorts } from './provision-secrets.ts';
import type { ProvisionSettings } from './provision-settings.ts';
import { createResourceManager } from './resource-manager.ts';

/** The narrowest there is: https://learn.microsoft.com/azure/role-based-access-control/built-in-roles/integration */
const owner = { name: 'Communication and Email Service Owner', role: '09976791-48a7-449e-bb21-39d1a415f350' };

/**
 * Gives the app's identity its role on the ACS resource, where it needs one. It is no template, because `azd down`
 * deletes each group that its deployment has made anything in, and the role would be in the group of the ACS resource:
 * https://github.com/Azure/azure-dev/issues/2916
 *
 * @param dryRun - says what it would do, and does nothing.
 * @throws HookError
 */
export async function grantChatRole(
  { chat, principalId }: Pick<ProvisionSettings, 'chat' | 'principalId'>,
  { azure: access, print, clock = systemClock }: ProvisionPorts,
  dryRun: boolean,
): Promise<void> {
  if (!principalId) return;
  const { subscriptionId, resourceGroup, name } = chat;
  const scope = `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}/providers/Microsoft.Communication/communicationServices/${name}`;
  const grant = { scope, principalId, role: owner.role };
  const azure = createResourceManager(access, clock);
  try {
    const there = await hasRole(grant, azure);
    if (!there && !dryRun) await assignRole(grant, azure);
    const done = there ? 'is there already' : dryRun ? 'would be given' : 'given';
    print(`Role of the app on ${name}\n  ${owner.name}  ${done}`);
  } catch (error) {
    throw explainError(`The app could not be given its role on ${name}`, error, {
      403: `Have the role Role Based Access Control Administrator on ${name}, or use ACS_CREDENTIAL=connection-string.`,
    });
  }
}
