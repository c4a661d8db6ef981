import type { LoadIdentity } from './managed-identity.ts';
import { mapRenewable } from './map-renewable.ts';
import type { Mint } from './mint-chat-token.ts';
import { parseConnectionString } from './parse-connection-string.ts';
import type { Renewable } from './renewable.ts';

/** Where the identity service of ACS is, and who signs requests to it; replaced when the signature is refused. */
export type Signer = Renewable<Pick<Mint, 'endpoint' | 'policy'>>;

/** Signs with the access key of a connection string. */
export function accessKeySigner(connectionString: Renewable<string>): Signer {
  return mapRenewable(connectionString, async (text) => {
    const { createCommunicationAccessKeyCredentialPolicy } = await import('./access-key-policy.ts');
    const { endpoint, accessKey } = parseConnectionString(text);
    return { endpoint, policy: createCommunicationAccessKeyCredentialPolicy({ key: accessKey }) };
  });
}

/** Signs with a token of the app's managed identity: then there is no secret at all. */
export function managedIdentitySigner(endpoint: string, loadIdentity: LoadIdentity): Signer {
  let signed: ReturnType<Signer['get']> | undefined;
  const sign = async () => {
    const { bearerTokenAuthenticationPolicy } = await import('./bearer-token-policy.ts');
    const credential = await loadIdentity();
    // The double slash is the SDK's own: npm @azure/communication-common 2.5.0, createCommunicationAuthPolicy.
    const scopes = 'https://communication.azure.com//.default';
    return { endpoint, policy: bearerTokenAuthenticationPolicy({ credential, scopes }) };
  };
  const once = () => {
    signed ??= sign();
    return signed;
  };
  return { get: once, replace: once };
}
