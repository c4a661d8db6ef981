import type { Config } from '../config.ts';
import type { LoadIdentity } from './managed-identity.ts';
import type { Secrets } from './secrets.ts';
import { accessKeySigner, managedIdentitySigner, type Signer } from './signers.ts';

/** Who signs for the ACS resource, in the way that `ACS_CREDENTIAL` names; nobody where there is only a ready token. */
export function createSigner(
  acs: Config['acs'],
  { secrets, loadIdentity }: { readonly secrets: Secrets; readonly loadIdentity: LoadIdentity },
): Signer | undefined {
  switch (acs.credential) {
    case 'connection-string':
      return accessKeySigner(secrets('acs-connection-string'));
    case 'managed-identity':
      return managedIdentitySigner(acs.endpoint, loadIdentity);
    case 'access-token':
      return undefined;
  }
}
