import { parseIdentifier } from '../chat/identifier/parse-identifier.ts';
import { UpstreamError } from '../upstream/upstream-error.ts';
import type { Renewable } from './renewable.ts';

/**
 * The raw id of the moderator, the identity that acts: the secret `acs-moderator-id`.
 *
 * @throws UpstreamError when it cannot be read or is no communication identifier.
 */
export async function moderatorId(secret: Renewable<string>, signal: AbortSignal): Promise<string> {
  const rawId = (await secret.get(signal)).trim();
  const parsed = parseIdentifier(rawId);
  if ('identifier' in parsed && parsed.identifier.kind === 'communicationUser') return rawId;
  throw new UpstreamError({
    upstream: 'key-vault',
    code: 'UnusableModeratorId',
    message: 'The secret acs-moderator-id is not the id of an ACS user.',
    retryable: true,
    hint: 'Put the id of the identity with which your backend creates its threads into it: 8:acs:<resource>_<user>.',
  });
}
