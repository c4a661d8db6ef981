import type { Communication } from '../communication/create-communication.ts';
import type { Service } from '../door/route.ts';
import { MANAGEMENT_HOST } from '../host-names.ts';
import type { EntraTokens } from '../managed-identity/entra-tokens.ts';
import type { ManagedIdentities } from '../managed-identity/identities.ts';
import { communicationOperations } from './communication-operations.ts';
import { createGuard } from './guard.ts';
import type { Management } from './management.ts';

/** Azure Resource Manager, as far as deployment goes beyond its templates. */
export function createManagementRoutes(
  communication: Communication,
  { functionApp, roleAssignments, systemTopics }: Management,
  identities: ManagedIdentities,
  tokens: EntraTokens,
): Service {
  const operations = [
    ...communicationOperations(communication),
    ...functionApp.operations,
    ...roleAssignments.operations,
    ...systemTopics.operations,
  ];
  return {
    name: 'management',
    hosts: [MANAGEMENT_HOST],
    routes: operations.map(createGuard(identities, tokens)),
  };
}
