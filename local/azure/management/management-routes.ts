import type { Communication } from '../communication/create-communication.ts';
import type { Answer } from '../door/answer.ts';
import { bearerToken, type Incoming } from '../door/incoming.ts';
import { problem } from '../door/problem.ts';
import type { Service } from '../door/route.ts';
import { COMMUNICATION_HOST, MANAGEMENT_HOST } from '../host-names.ts';
import type { EntraTokens } from '../managed-identity/entra-tokens.ts';
import type { ManagedIdentities, Right } from '../managed-identity/identities.ts';
import { SUBSCRIPTION } from './subscription.ts';

const AUDIENCE = 'https://management.azure.com';
const RESOURCE =
  '/subscriptions/{subscription}/resourceGroups/{group}/providers/Microsoft.Communication/communicationServices/{name}';

/** Azure Resource Manager, as far as the ACS resource goes (learn.microsoft.com/rest/api/communication/resourcemanager). */
export function createManagementRoutes(
  communication: Communication,
  identities: ManagedIdentities,
  tokens: EntraTokens,
): Service {
  const guarded =
    (right: Right, act: () => unknown) =>
    (incoming: Incoming): Answer => {
      const token = tokens.verify(bearerToken(incoming));
      if (token?.audience !== AUDIENCE) {
        return problem(
          401,
          'The access token is missing or for another service.',
          'InvalidAuthenticationToken',
        );
      }
      if (!incoming.query.get('api-version')) {
        return problem(400, 'The api-version query parameter is required.', 'MissingApiVersionParameter');
      }
      const { subscription = '', group = '', name = '' } = incoming.params;
      const client = token.clientId;
      if (!identities.find({ clientId: client })?.rights.has(right)) {
        const message = `The client '${client}' does not have authorization to perform this action.`;
        return problem(403, message, 'AuthorizationFailed');
      }
      return whatIsMissing(subscription, group, name) ?? { status: 200, body: act() };
    };

  const describe = (incoming: Incoming) => {
    const clientId = tokens.verify(bearerToken(incoming))?.clientId;
    return clientId ? { scheme: 'bearer', clientId } : { scheme: 'none' };
  };
  const listKeys = () => ({
    primaryKey: communication.accessKey('primary'),
    secondaryKey: communication.accessKey('secondary'),
    primaryConnectionString: communication.connectionString('primary'),
    secondaryConnectionString: communication.connectionString('secondary'),
  });
  const read = () => ({
    id: `/subscriptions/${SUBSCRIPTION.id}/resourceGroups/${SUBSCRIPTION.resourceGroup}/providers/Microsoft.Communication/communicationServices/${SUBSCRIPTION.communicationName}`,
    name: SUBSCRIPTION.communicationName,
    type: 'Microsoft.Communication/CommunicationServices',
    location: 'global',
    properties: {
      dataLocation: 'Europe',
      hostName: COMMUNICATION_HOST,
      immutableResourceId: communication.resourceId,
      provisioningState: 'Succeeded',
    },
  });
  return {
    name: 'management',
    hosts: [MANAGEMENT_HOST],
    routes: [
      {
        ...{ operation: 'communicationServices.get', method: 'GET', path: RESOURCE, describe },
        handle: guarded('communication.read', read),
      },
      {
        ...{
          operation: 'communicationServices.listKeys',
          method: 'POST',
          path: `${RESOURCE}/listKeys`,
          describe,
        },
        handle: guarded('communication.listKeys', listKeys),
      },
    ],
  };
}

/** Names in Azure are the same in either case. */
const same = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

function whatIsMissing(subscription: string, group: string, name: string): Answer | undefined {
  if (!same(subscription, SUBSCRIPTION.id)) {
    return problem(404, `The subscription '${subscription}' could not be found.`, 'SubscriptionNotFound');
  }
  if (!same(group, SUBSCRIPTION.resourceGroup)) {
    return problem(404, `Resource group '${group}' could not be found.`, 'ResourceGroupNotFound');
  }
  if (!same(name, SUBSCRIPTION.communicationName)) {
    const what = `Microsoft.Communication/communicationServices/${name}`;
    return problem(
      404,
      `The Resource '${what}' under resource group '${group}' was not found.`,
      'ResourceNotFound',
    );
  }
  return undefined;
}
