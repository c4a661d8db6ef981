import type { TokenCredential } from '@azure/core-auth';
import { untilAborted } from '../upstream/until-aborted.ts';

/** What one question may take: the SDK's three tries, and the endpoint is on the same machine. */
const tenSeconds = () => AbortSignal.timeout(10_000);

/** No token came in time. Its name says that it is about a credential, as the names of the SDK's own errors do. */
class CredentialTimeout extends Error {
  override readonly name = 'CredentialTimeout';
  readonly code = 'Timeout';
}

/**
 * Lets those who ask for the same token at the same time share one request; it caches only what it has.
 *
 * A request that is not answered in time is given up for all who wait for it, and whoever comes next asks anew. The SDK
 * (npm @azure/identity 4.14.1) sets no time-out and passes no signal on, so one connection that hangs would be everybody's
 * for as long as the process lives.
 *
 * @param patience - made for each question; aborts when it has waited long enough.
 * @throws CredentialTimeout when a token does not come in time; else what the credential throws.
 */
export function askOnce(credential: TokenCredential, patience = tenSeconds): TokenCredential {
  const asked = new Map<string, ReturnType<TokenCredential['getToken']>>();
  const ask: TokenCredential['getToken'] = async (...question) => {
    const enough = patience();
    try {
      return await untilAborted(credential.getToken(...question), enough);
    } catch (error) {
      throw enough.aborted ? new CredentialTimeout('The managed identity did not answer in time.') : error;
    }
  };
  return {
    getToken(scopes, options) {
      if (options?.claims) return ask(scopes, options);
      const what = String(scopes);
      const token = asked.get(what) ?? ask(scopes).finally(() => asked.delete(what));
      asked.set(what, token);
      return token;
    },
  };
}
