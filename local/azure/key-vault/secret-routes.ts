import { randomUUID } from 'node:crypto';
import type { Answer } from '../door/answer.ts';
import { bearerToken, type Incoming, jsonObject } from '../door/incoming.ts';
import { problem } from '../door/problem.ts';
import type { Service } from '../door/route.ts';
import { VAULT_HOST } from '../host-names.ts';
import type { EntraTokens } from '../managed-identity/entra-tokens.ts';
import type { ManagedIdentities, Right } from '../managed-identity/identities.ts';
import type { SecretVersion, Vault } from './vault.ts';

const AUDIENCE = 'https://vault.azure.net';
const CHALLENGE = `Bearer authorization="https://login.microsoftonline.com/10ca1000-0000-4000-8000-000000000000", resource="${AUDIENCE}"`;

/** Key Vault's secrets over HTTP, as far as reading, listing and setting go (learn.microsoft.com/rest/api/keyvault/secrets). */
export function createSecretRoutes(
  vault: Vault,
  identities: ManagedIdentities,
  tokens: EntraTokens,
): Service {
  const caller = (incoming: Incoming) => tokens.verify(bearerToken(incoming));

  const guarded =
    (right: Right, act: (incoming: Incoming) => Answer) =>
    (incoming: Incoming): Answer => {
      const token = caller(incoming);
      if (token?.audience !== AUDIENCE) {
        const refusal = problem(401, 'AKV10000: Request is missing a Bearer or PoP token.');
        return { ...refusal, headers: { 'www-authenticate': CHALLENGE } };
      }
      if (!incoming.query.get('api-version'))
        return problem(400, 'api-version must be specified', 'BadParameter');
      const rights = identities.find({ clientId: token.clientId })?.rights;
      return rights?.has(right)
        ? act(incoming)
        : forbidden('The caller has no role for this.', 'ForbiddenByRbac');
    };

  const read = guarded('secrets.get', ({ host, params: { secret = '', version } }) => {
    const found = vault.find(secret, version);
    if (!found)
      return problem(
        404,
        `A secret with (name/id) ${secret} was not found in this key vault.`,
        'SecretNotFound',
      );
    if (!found.enabled)
      return forbidden('Operation get is not allowed on a disabled secret.', 'SecretDisabled');
    return { status: 200, body: bundle(found, host) };
  });

  const write = guarded('secrets.set', (incoming) => {
    const { secret = '' } = incoming.params;
    const { value, contentType, attributes, tags } = jsonObject(incoming) ?? {};
    if (!/^[0-9a-zA-Z-]{1,127}$/.test(secret) || typeof value !== 'string') {
      return problem(400, 'The name or the value of the secret is not valid.', 'BadParameter');
    }
    if (vault.isSoftDeleted(secret)) return nameStaysTaken(secret);
    const version = vault.setSecret(secret, value, {
      ...(typeof contentType === 'string' ? { contentType } : {}),
      ...(typeof tags === 'object' ? { tags: { ...tags } } : {}),
      enabled: (attributes as { enabled?: boolean } | undefined)?.enabled !== false,
    });
    const made = vault.find(secret, version);
    return made ? { status: 200, body: bundle(made, incoming.host) } : problem(500);
  });

  const list = guarded('secrets.list', ({ host }) => {
    const value = vault.names().flatMap((name) => {
      const newest = vault.find(name);
      return newest ? [properties(newest, host)] : [];
    });
    return { status: 200, body: { value, nextLink: null } };
  });

  const describe = (incoming: Incoming) => {
    const token = caller(incoming);
    return token ? { scheme: 'bearer', clientId: token.clientId } : { scheme: 'none' };
  };
  return {
    name: 'key-vault',
    hosts: [VAULT_HOST],
    headers: ({ headers }) => ({
      'x-ms-keyvault-service-version': '1.9.0.0',
      'x-ms-request-id': randomUUID(),
      'x-ms-client-request-id': `${headers['x-ms-client-request-id'] ?? randomUUID()}`,
    }),
    routes: [
      { operation: 'secrets.list', method: 'GET', path: '/secrets', describe, handle: list },
      { operation: 'secrets.get', method: 'GET', path: '/secrets/{secret}', describe, handle: read },
      { operation: 'secrets.get', method: 'GET', path: '/secrets/{secret}/', describe, handle: read },
      {
        operation: 'secrets.get',
        method: 'GET',
        path: '/secrets/{secret}/{version}',
        describe,
        handle: read,
      },
      { operation: 'secrets.set', method: 'PUT', path: '/secrets/{secret}', describe, handle: write },
    ],
  };
}

function forbidden(message: string, inner: string): Answer {
  return { status: 403, body: { error: { code: 'Forbidden', message, innererror: { code: inner } } } };
}

/** As seen live: https://github.com/external-secrets/external-secrets/issues/3519 */
function nameStaysTaken(name: string): Answer {
  const message = `Secret ${name} is currently in a deleted but recoverable state, and its name cannot be reused.`;
  const innererror = { code: 'ObjectIsDeletedButRecoverable' };
  return { status: 409, body: { error: { code: 'Conflict', message, innererror } } };
}

function bundle(secret: SecretVersion, host: string): object {
  const { name, version, value } = secret;
  return { value, ...properties(secret, host), id: `https://${host}/secrets/${name}/${version}` };
}

/** What a list tells of a secret: not its value, and no version. */
function properties(
  { name, contentType, tags, enabled, created, updated }: SecretVersion,
  host: string,
): object {
  const recovery = { recoveryLevel: 'Recoverable+Purgeable', recoverableDays: 90 };
  return {
    ...(contentType === undefined ? {} : { contentType }),
    id: `https://${host}/secrets/${name}`,
    attributes: { enabled, created, updated, ...recovery },
    tags,
  };
}
