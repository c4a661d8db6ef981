import type { TokenCredential } from '@azure/core-auth';
import { askOnce } from './ask-once.ts';

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
