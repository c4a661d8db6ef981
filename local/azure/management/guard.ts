import type { Answer } from '../door/answer.ts';
import { bearerToken, type Incoming } from '../door/incoming.ts';
import { problem } from '../door/problem.ts';
import type { Route } from '../door/route.ts';
import type { EntraTokens } from '../managed-identity/entra-tokens.ts';
import type { ManagedIdentities, Right } from '../managed-identity/identities.ts';
import { SUBSCRIPTION, same } from './subscription.ts';

const AUDIENCE = 'https://management.azure.com';

/** An operation of Azure Resource Manager before anybody has asked who calls. */
export interface Operation extends Pick<Route, 'operation' | 'method' | 'path' | 'handle'> {
  /** What the caller has to be allowed to do. */
  readonly right: Right;
}

/** What every resource provider leaves to Azure Resource Manager: who calls, and whether subscription and group exist. */
export function createGuard(identities: ManagedIdentities, tokens: EntraTokens) {
  const describe = (incoming: Incoming) => {
    const clientId = tokens.verify(bearerToken(incoming))?.clientId;
    return clientId ? { scheme: 'bearer', clientId } : { scheme: 'none' };
  };
  const refusal = (right: Right, incoming: Incoming): Answer | undefined => {
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
    if (!identities.find({ clientId: token.clientId })?.rights.has(right)) {
      const message = `The client '${token.clientId}' does not have authorization to perform this action.`;
      return problem(403, message, 'AuthorizationFailed');
    }
    return whatIsMissing(incoming.params);
  };
  return ({ right, handle, ...rest }: Operation): Route => ({
    ...rest,
    describe,
    handle: (incoming) => refusal(right, incoming) ?? handle(incoming),
  });
}

function whatIsMissing({ subscription, group }: Incoming['params']): Answer | undefined {
  if (subscription !== undefined && !same(subscription, SUBSCRIPTION.id)) {
    return problem(404, `The subscription '${subscription}' could not be found.`, 'SubscriptionNotFound');
  }
  const groups = [SUBSCRIPTION.resourceGroup, SUBSCRIPTION.appGroup];
  if (group !== undefined && !groups.some((one) => same(one, group))) {
    return problem(404, `Resource group '${group}' could not be found.`, 'ResourceGroupNotFound');
  }
  return undefined;
}

/** What Azure Resource Manager says of a resource that is not there; `what` is its type and name. */
export const resourceNotFound = (what: string, group: string): Answer =>
  problem(404, `The Resource '${what}' under resource group '${group}' was not found.`, 'ResourceNotFound');
