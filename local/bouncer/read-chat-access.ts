import type { TokenCredential } from '@azure/core-auth';
import { readKeyVault } from '../../src/credentials/read-key-vault.ts';
import { UpstreamError } from '../../src/upstream/upstream-error.ts';
import { BouncerError, wrongUsage } from './bouncer-error.ts';

/** What it takes to act at an ACS resource. */
export interface ChatAccess {
  readonly connectionString: string;
  /** The raw id of the identity that the app acts as. */
  readonly moderator: string;
}

/**
 * Reads it from the app's vault.
 *
 * @param moderator - taken instead of the vault's own.
 * @throws BouncerError when the vault does not give it.
 */
export async function readChatAccess(
  url: string,
  moderator: string | undefined,
  loadIdentity: () => Promise<TokenCredential>,
): Promise<ChatAccess> {
  if (!URL.canParse(url) || new URL(url).protocol !== 'https:') {
    throw wrongUsage('--vault must be an https URL.', 'Give it like this: https://my-vault.vault.azure.net');
  }
  const read = readKeyVault(new URL(url).origin, loadIdentity);
  const signal = AbortSignal.timeout(60_000);
  try {
    return {
      connectionString: await read('acs-connection-string', signal),
      moderator: moderator ?? (await read('acs-moderator-id', signal)).trim(),
    };
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error;
    throw new BouncerError({
      exit: error.status === undefined ? 'unavailable' : 'refused',
      what: error.message,
      remedy:
        remedies[error.status ?? 0] ??
        'Sign in with azd auth login or az login, and check --vault and the way there.',
    });
  }
}

/** The app’s own hints speak of its managed identity; here a person reads. */
const remedies: Readonly<Record<number, string>> = {
  403: 'Have the role Key Vault Secrets User on the vault, and call from a network that it lets in.',
  404: 'It is not in this vault; with ACS_CREDENTIAL=managed-identity none is. Give --connection-string-env.',
};
