import type { SecretClient } from '@azure/keyvault-secrets';
import { UpstreamError } from '../upstream/upstream-error.ts';
import type { LoadIdentity } from './managed-identity.ts';
import type { ReadSecret } from './secrets.ts';

/** What to do about each status of Key Vault. https://learn.microsoft.com/rest/api/keyvault/#error-responses */
const hints: Readonly<Record<number, (name: string) => string>> = {
  401: () => 'Check that the app’s managed identity and the vault belong to the same tenant.',
  403: () =>
    'Give the app’s managed identity the role Key Vault Secrets User on the vault, and check its network rules.',
  404: (name) => `Put the secret ${name} into the vault.`,
};
const elsewise = 'Key Vault did not answer properly. It is tried again by itself with the next event.';

/** Few and short: whoever waits for a secret has an answer to give. The SDK's own defaults wait a minute. */
const retryOptions = { maxRetries: 2, retryDelayInMs: 200, maxRetryDelayInMs: 1_000 };

/**
 * Reads secrets from Azure Key Vault, always the latest version.
 *
 * @returns a reader that throws an `UpstreamError` in place of the SDK's errors, because those carry the
 *   request along, headers included.
 */
export function readKeyVault(vaultUrl: string, loadIdentity: LoadIdentity): ReadSecret {
  let client: SecretClient | undefined;

  return async (name, signal) => {
    const { SecretClient } = await import('./secret-client.ts');
    client ??= new SecretClient(vaultUrl, await loadIdentity(), { retryOptions });
    const secret = await client.getSecret(name, { abortSignal: signal }).catch((error: unknown) => {
      throw keyVaultError(name, error);
    });
    if (secret.value) return secret.value;
    throw keyVaultError(name, { statusCode: 404, code: 'SecretIsEmpty' });
  };
}

function keyVaultError(name: string, error: unknown): UpstreamError {
  const { statusCode, code, name: kind } = error as { statusCode?: unknown; code?: unknown; name?: unknown };
  const identity = typeof kind === 'string' && /Credential|Authentication/.test(kind);
  const status = typeof statusCode === 'number' ? { status: statusCode } : {};
  const word = [code, kind].find((candidate) => typeof candidate === 'string') ?? 'NoAnswer';
  return new UpstreamError({
    upstream: identity ? 'managed-identity' : 'key-vault',
    ...status,
    code: word,
    message: `The secret ${name} could not be read (${[statusCode, word].filter(Boolean).join(' ')}).`,
    retryable: true,
    hint: identity
      ? 'No token for the app’s managed identity: check that it is assigned to the app, and AZURE_CLIENT_ID.'
      : (hints[status.status ?? 0]?.(name) ?? elsewise),
  });
}
