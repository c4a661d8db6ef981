import { createHash } from 'node:crypto';
import { azureFault } from './explain-error.ts';
import type { ResourceManager } from './resource-manager.ts';

const version = '2022-04-01';

/** Who is to have which role on what. */
export interface Grant {
  /** Resource id. */
  readonly scope: string;
  /** Object id of a managed identity. */
  readonly principalId: string;
  /** The role's GUID. */
  readonly role: string;
}

/** @returns whether the role is assigned under the name that `assignRole` gives. */
export async function hasRole(grant: Grant, azure: ResourceManager): Promise<boolean> {
  return (await azure.get(assignmentId(grant), version)) !== undefined;
}

/**
 * Gives a role to a managed identity, unless it has it. For where a template will not do: what azd has made anything in,
 * `azd down` deletes whole.
 *
 * @throws RestError of Azure Resource Manager.
 */
export async function assignRole(grant: Grant, azure: ResourceManager): Promise<void> {
  const { scope, principalId, role } = grant;
  const [subscription] = /^\/subscriptions\/[^/]+/.exec(scope) ?? [''];
  const roleDefinitionId = `${subscription}/providers/Microsoft.Authorization/roleDefinitions/${role}`;
  // With its type Azure does not look for the principal, whom it may not know everywhere yet.
  const properties = { principalId, principalType: 'ServicePrincipal', roleDefinitionId };
  try {
    await azure.put(assignmentId(grant), version, { properties });
  } catch (error) {
    // Somebody else has assigned it, under another name.
    if (azureFault(error).code !== 'RoleAssignmentExists') throw error;
  }
}

/** Named for what it says, so that a second run finds it. */
function assignmentId({ scope, principalId, role }: Grant): string {
  const hash = createHash('sha256').update(`${scope}|${principalId}|${role}`.toLowerCase()).digest('hex');
  const name = hash.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-5$3-8$4-$5');
  return `${scope}/providers/Microsoft.Authorization/roleAssignments/${name}`;
}
