import type { Clock } from '../clock.ts';
import type { CallLimits } from '../upstream/call-limits.ts';
import { errorOfAnswer, type StatusMeaning } from '../upstream/error-of-answer.ts';
import type { Send } from '../upstream/http-sender.ts';
import { withRetries } from '../upstream/with-retries.ts';
import type { ChatToken } from './chat-tokens.ts';
import { identityMeanings } from './identity-meanings.ts';
import { identityVersion, mintChatToken } from './mint-chat-token.ts';
import type { Signer } from './signers.ts';
import { withSigner } from './with-signer.ts';

/** The people of the ACS resource, as far as whoever may sign for the resource has power over their tokens. */
export interface People {
  /**
   * A chat token of somebody's own, minted for one use and not kept.
   *
   * @param rawId - a communication user of this resource.
   * @throws UpstreamError
   */
  mint(rawId: string, limits: CallLimits): Promise<ChatToken>;
  /**
   * Ends all tokens of somebody; ACS takes up to 15 minutes for that.
   * https://learn.microsoft.com/rest/api/communication/identity/communication-identity/revoke-access-tokens
   *
   * @throws UpstreamError
   */
  revokeTokens(rawId: string, limits: CallLimits): Promise<void>;
}

const unknownPerson =
  'Only a communication user of this ACS resource has tokens here; this one it does not know (any more).';
/** The person comes with the event: a 400 or 404 stays what it is. */
const meanings: Readonly<Record<number, StatusMeaning>> = {
  ...identityMeanings,
  400: { code: 'BadRequest', retryable: false, hint: unknownPerson },
  404: { code: 'NotFound', retryable: false, hint: unknownPerson },
};

/** People over the identity service of ACS. */
export function createPeople(signer: Signer, ports: { readonly send: Send; readonly clock: Clock }): People {
  const { send, clock } = ports;
  return {
    mint: (identity, limits) =>
      withSigner(signer, limits.signal, async (by) => {
        const { token } = await mintChatToken({ identity, ...by, meanings }, ports, limits);
        return { token, endpoint: by.endpoint };
      }),
    revokeTokens: (identity, limits) =>
      withSigner(signer, limits.signal, async ({ endpoint, policy }) => {
        const path = `/identities/${encodeURIComponent(identity)}/:revokeAccessTokens?api-version=${identityVersion}`;
        const request = { method: 'POST', url: new URL(path, endpoint).href, policies: [policy] } as const;
        const answer = await withRetries((signal) => send(request, signal), limits, clock);
        if ('status' in answer && answer.status === 204) return;
        throw errorOfAnswer('acs-identity', answer, meanings, clock.now());
      }),
  };
}
