import type { PipelinePolicy } from '@azure/core-rest-pipeline';
import * as z from 'zod';
import type { Clock } from '../clock.ts';
import type { CallLimits } from '../upstream/call-limits.ts';
import { errorOfAnswer, type StatusMeaning } from '../upstream/error-of-answer.ts';
import type { Send } from '../upstream/http-sender.ts';
import { withRetries } from '../upstream/with-retries.ts';
import { identityMeanings } from './identity-meanings.ts';

/** https://github.com/Azure/azure-rest-api-specs/tree/main/specification/communication/data-plane/Identity/stable */
export const identityVersion = '2023-10-01';
/** The shortest that ACS mints (60 to 1440): a token that leaks is worth little for long. */
const lifetimeMinutes = 60;

const issued = z.object({ token: z.string().min(1), expiresOn: z.coerce.date() });

/** The moderator's id comes from the vault: once it is right there, the event can be tried again. */
const ofTheModerator: Readonly<Record<number, StatusMeaning>> = {
  ...identityMeanings,
  400: { code: 'BadRequest', retryable: true, hint: 'Check the secret acs-moderator-id.' },
  404: {
    code: 'NotFound',
    retryable: true,
    hint: 'The secret acs-moderator-id names an identity that this ACS resource does not know.',
  },
};

/** Where a token is minted, for whom, and the policy that signs the request. */
export interface Mint {
  readonly endpoint: string;
  readonly identity: string;
  readonly policy: PipelinePolicy;
  /** What statuses mean where it is not the moderator's token that is minted. */
  readonly meanings?: Readonly<Record<number, StatusMeaning>>;
}

/**
 * Mints a user access token for ACS Chat. When it expires is taken from the answer, because the token's format
 * is no contract.
 *
 * @throws UpstreamError
 */
export async function mintChatToken(
  { endpoint, identity, policy, meanings = ofTheModerator }: Mint,
  { send, clock }: { readonly send: Send; readonly clock: Clock },
  limits: CallLimits,
): Promise<{ token: string; expiresOn: Date }> {
  const path = `/identities/${encodeURIComponent(identity)}/:issueAccessToken?api-version=${identityVersion}`;
  const body = JSON.stringify({ scopes: ['chat'], expiresInMinutes: lifetimeMinutes });
  const request = { method: 'POST', url: new URL(path, endpoint).href, body, policies: [policy] } as const;
  const answer = await withRetries((signal) => send(request, signal), limits, clock);
  const token = 'status' in answer && answer.status === 200 ? read(answer.body) : undefined;
  if (!token) throw errorOfAnswer('acs-identity', answer, meanings, clock.now());
  return token;
}

function read(body: string): z.infer<typeof issued> | undefined {
  try {
    return issued.parse(JSON.parse(body));
  } catch {
    return undefined;
  }
}
