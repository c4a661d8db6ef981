import type { Answer } from '../door/answer.ts';
import { bearerToken, type Incoming } from '../door/incoming.ts';
import type { IssuedSecrets } from '../door/issued-secrets.ts';
import { problem } from '../door/problem.ts';
import type { EntraTokens } from '../managed-identity/entra-tokens.ts';
import type { ManagedIdentities } from '../managed-identity/identities.ts';
import type { AccessKeys } from './access-keys.ts';
import { verifyHmac } from './verify-hmac.ts';

const AUDIENCE = 'https://communication.azure.com';

/** Who may manage identities: whoever holds an access key, or a managed identity with the right. */
export interface ResourceAuthority {
  /** @returns what tokens are to be marked as minted with, or the refusal */
  authorise(incoming: Incoming): { readonly mintedWith: string } | { readonly refusal: Answer };
  /** For the log. */
  schemeOf(incoming: Incoming): { scheme: string; clientId?: string };
}

export function createResourceAuthority(
  keys: AccessKeys,
  entra: EntraTokens,
  identities: ManagedIdentities,
  issued: IssuedSecrets,
): ResourceAuthority {
  return {
    authorise: (incoming) => {
      const token = bearerToken(incoming);
      if (token === undefined) {
        const verdict = verifyHmac(incoming, keys.all());
        if ('why' in verdict) return { refusal: problem(401, verdict.why, 'Denied') };
        issued.add(verdict.signature);
        return { mintedWith: verdict.key };
      }
      const known = entra.verify(token);
      // The code and the words were seen live: Azure/azure-sdk-for-js, issue 22312.
      if (known?.audience !== AUDIENCE)
        return { refusal: problem(401, 'Denied by the resource provider.', 'Denied') };
      const allowed = identities.find({ clientId: known.clientId })?.rights.has('communication');
      return allowed
        ? { mintedWith: 'entra' }
        : { refusal: problem(403, 'The identity has no role for this.') };
    },
    schemeOf: (incoming) => {
      const token = bearerToken(incoming);
      if (token === undefined) return { scheme: incoming.headers.authorization ? 'hmac' : 'none' };
      const clientId = entra.verify(token)?.clientId;
      return { scheme: 'bearer', ...(clientId ? { clientId } : {}) };
    },
  };
}
