import { randomUUID } from 'node:crypto';
import type { Answer } from '../door/answer.ts';
import type { Incoming } from '../door/incoming.ts';
import type { Service } from '../door/route.ts';
import { LOOPBACK_HOSTS } from '../host-names.ts';
import type { EntraTokens } from './entra-tokens.ts';
import type { ManagedIdentities } from './identities.ts';

/** The names an app may use for a user-assigned identity, api-version 2019-08-01. */
const IDENTITY_PARAMETERS = {
  client_id: 'clientId',
  principal_id: 'principalId',
  object_id: 'principalId',
  mi_res_id: 'resourceId',
} as const;

/**
 * App Service's managed-identity endpoint (azure-docs, app-service/overview-managed-identity.md, "REST endpoint
 * reference"). Azure serves it over plain http on loopback, this is TLS like everything here.
 */
export function createTokenEndpoint(
  identities: ManagedIdentities,
  tokens: EntraTokens,
  identityHeader: string,
): Service {
  const refuse = (statusCode: number, message: string): Answer => ({
    status: statusCode,
    body: { statusCode, message, correlationId: randomUUID() },
  });
  const handle = ({ headers, query }: Incoming): Answer => {
    if (headers['x-identity-header'] !== identityHeader)
      return refuse(401, 'X-IDENTITY-HEADER is missing or wrong.');
    if (query.get('api-version') !== '2019-08-01') return refuse(400, 'api-version must be 2019-08-01.');
    const resource = query.get('resource');
    if (!resource || !URL.canParse(resource)) return refuse(400, 'resource must be the URI of a service.');
    const identity = identities.find(wantedIdentity(query));
    if (!identity)
      return refuse(400, 'No managed identity of this app has that client, principal or resource id.');
    const { token, expiresAt } = tokens.issue(identity.clientId, resource);
    return {
      status: 200,
      body: {
        access_token: token,
        client_id: identity.clientId,
        expires_on: String(expiresAt),
        resource,
        token_type: 'Bearer',
      },
    };
  };
  return {
    name: 'managed-identity',
    hosts: LOOPBACK_HOSTS,
    routes: [
      {
        operation: 'msi.token',
        method: 'GET',
        path: '/msi/token',
        describe: ({ query }) => ({
          resource: query.get('resource') ?? '',
          clientId: identities.find(wantedIdentity(query))?.clientId ?? query.get('client_id') ?? '',
        }),
        handle,
      },
    ],
  };
}

function wantedIdentity(query: URLSearchParams): {
  clientId?: string;
  principalId?: string;
  resourceId?: string;
} {
  for (const [parameter, member] of Object.entries(IDENTITY_PARAMETERS)) {
    const value = query.get(parameter);
    if (value !== null) return { [member]: value };
  }
  return {};
}
