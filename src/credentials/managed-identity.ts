import type { TokenCredential } from '@azure/core-auth';

/** Brings the credential of the app's managed identity, made once. */
export type LoadIdentity = () => Promise<TokenCredential>;

/**
 * The app's managed identity; `clientId` names which one, where several are assigned.
 *
 * Only this credential, not `DefaultAzureCredential`: an app should be exactly one identity, and the chain costs
 * start-up time. Loaded on first use, because it is the largest thing in the bundle.
 */
export function managedIdentity(clientId?: string): LoadIdentity {
  let loaded: Promise<TokenCredential> | undefined;
  const load = async () => {
    const { ManagedIdentityCredential } = await import('./managed-identity-credential.ts');
    return askOnce(
      new ManagedIdentityCredential({ ...(clientId && { clientId }), retryOptions: { maxRetries: 2 } }),
    );
  };
  return () => {
    loaded ??= load();
    return loaded;
  };
}

/** Lets those who ask for the same token at the same time share one request; it caches only what it has. */
function askOnce(credential: TokenCredential): TokenCredential {
  const asked = new Map<string, ReturnType<TokenCredential['getToken']>>();
  return {
    getToken(scopes, options) {
      if (options?.claims) return credential.getToken(scopes, options);
      const what = String(scopes);
      const token = asked.get(what) ?? credential.getToken(scopes).finally(() => asked.delete(what));
      asked.set(what, token);
      return token;
    },
  };
}
