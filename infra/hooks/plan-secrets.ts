import { HookError } from './hook-error.ts';
import type { ProvisionSettings } from './provision-settings.ts';

/** What is to be done about one secret. */
export interface SecretPlan {
  readonly name: 'acs-connection-string' | 'acs-moderator-id' | 'acs-access-token' | 'webhook-signing-key';
  /** `by-hand`: nobody but its owner can put it there. */
  readonly do: 'keep' | 'write' | 'by-hand';
  /** Where a value to write comes from. */
  readonly from?: 'access-key' | 'given' | 'new-identity' | 'chance';
}

/**
 * Decides what to do about each secret that the app needs, before anything is written. What is there stays.
 *
 * @param present - names of secrets in the vault, enabled or not.
 * @throws HookError when there is no moderator and none was asked for.
 */
export function planSecrets(
  { credential, moderator, vaultName }: Pick<ProvisionSettings, 'credential' | 'moderator' | 'vaultName'>,
  present: ReadonlySet<string>,
): SecretPlan[] {
  const unlessThere = (name: SecretPlan['name'], from: NonNullable<SecretPlan['from']>): SecretPlan =>
    present.has(name) ? { name, do: 'keep' } : { name, do: 'write', from };

  const ofCredential: Record<typeof credential, readonly SecretPlan[]> = {
    'connection-string': [unlessThere('acs-connection-string', 'access-key')],
    'managed-identity': [],
    'access-token': [{ name: 'acs-access-token', do: present.has('acs-access-token') ? 'keep' : 'by-hand' }],
  };
  if (moderator === 'as-it-is' && !present.has('acs-moderator-id')) {
    throw new HookError(
      'There is no moderator yet: azd env set ACS_MODERATOR_ID 8:acs:… to the identity with which your backend ' +
        'creates its threads (only a member of a thread can remove from it), or azd env set ACS_CREATE_MODERATOR ' +
        `true for a new one; then azd provision. Nothing was written to ${vaultName}.`,
    );
  }
  return [
    ...ofCredential[credential],
    unlessThere('acs-moderator-id', moderator === 'new' ? 'new-identity' : 'given'),
    unlessThere('webhook-signing-key', 'chance'),
  ];
}
