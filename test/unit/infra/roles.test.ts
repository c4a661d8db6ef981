import { describe, expect, it } from 'vitest';
import { ofType, type Resource, type Snapshot, snapshots } from './snapshots.ts';

// https://learn.microsoft.com/azure/role-based-access-control/built-in-roles
const roleNames: Readonly<Record<string, string>> = {
  'b7e6dc6d-f1e8-4753-8033-0f276bb0955b': 'Storage Blob Data Owner',
  '974c5e8b-45b9-4653-ba55-5f855dd0fb88': 'Storage Queue Data Contributor',
  '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3': 'Storage Table Data Contributor',
  '4633458b-17de-408a-b874-0445c86b69e6': 'Key Vault Secrets User',
  'b86a8fe4-44ce-4948-aee5-eccb2c155cd7': 'Key Vault Secrets Officer',
  '3913510d-42f4-4e42-8a64-420c390055eb': 'Monitoring Metrics Publisher',
};

/** Who may do what where, whatever is chosen; nothing else is granted. Roles on what may be another group's are the hooks'. */
const granted = [
  'app: Key Vault Secrets User on vaults/kv-bouncer-*',
  'app: Monitoring Metrics Publisher on components/appi-bouncer-*',
  'app: Storage Blob Data Owner on storageAccounts/stbouncer*',
  'app: Storage Queue Data Contributor on storageAccounts/stbouncer*',
  'app: Storage Table Data Contributor on storageAccounts/stbouncer*',
  'deployer: Key Vault Secrets Officer on vaults/kv-bouncer-*',
];

describe.each(snapshots)('%s', (_, snapshot) => {
  it('grants these roles and no other', () => {
    const assignments = ofType(snapshot, 'Microsoft.Authorization/roleAssignments');
    expect(assignments.map((assignment) => inWords(assignment, snapshot)).sort()).toEqual(granted);
  });
});

function inWords({ id, properties }: Resource, snapshot: Snapshot): string {
  const role = roleNames[properties.roleDefinitionId.split('/').at(-1)];
  // An assignment whose name is not known before deployment has its scope inside an expression.
  const scope = /^(?:\[extensionResourceId\(')?(.*?)(?:', '|\/providers\/Microsoft.Authorization)/.exec(
    id,
  )?.[1];
  const [, group, target] =
    /resourceGroups\/([^/]+)\/providers\/[^/]+\/([^/]+\/[^/]+)$/.exec(scope ?? '') ?? [];
  const own = group === snapshot.outputs.AZURE_RESOURCE_GROUP ? '' : ` in ${group}`;
  const where = target?.replace(/(bouncer-?)[a-z0-9]{13}$/, '$1*');
  return `${whose(properties.principalId, snapshot)}: ${role} on ${where}${own}`;
}

function whose(principalId: string, snapshot: Snapshot): string {
  const [identity] = ofType(snapshot, 'Microsoft.ManagedIdentity/userAssignedIdentities');
  if (principalId === `[reference('${identity?.id}', '2024-11-30').principalId]`) return 'app';
  return principalId === '11111111-1111-4111-8111-111111111111' ? 'deployer' : principalId;
}
