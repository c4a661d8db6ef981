import { HookError } from './hook-error.ts';
import type { ProvisionSettings } from './provision-settings.ts';
import type { FreshKey, SigningKey } from './signing-keys.ts';

/** Where a value to write comes from. */
export type SecretOrigin = 'access-key' | 'given' | 'new-identity' | FreshKey;

/** What is to be done about one secret, and the sources that it verifies, if any. */
export type SecretPlan = { readonly name: string; readonly sources?: readonly string[] } & (
  | { readonly do: 'keep' }
  | { readonly do: 'write'; readonly from: SecretOrigin }
  /** Nobody but its owner can put it there. */
  | { readonly do: 'by-hand' }
);

/**
 * Decides what to do about each secret that the app needs, before anything is written. What is there stays.
 *
 * @param present - names of secrets in the vault, enabled or not.
 * @throws HookError when there is no moderator and none was asked for.
 */
export function planSecrets(
  settings: Pick<ProvisionSettings, 'credential' | 'moderator' | 'signingKeys' | 'vaultName'>,
  present: ReadonlySet<string>,
): SecretPlan[] {
  const { credential, moderator, signingKeys, vaultName } = settings;
  const unlessThere = (name: string, from: SecretOrigin): SecretPlan =>
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
    ...signingKeys.map((key) => planOf(key, present)),
  ];
}

/** A vendor's secret is the vendor's to give out; any other is made up, unless somebody has put one there before. */
function planOf({ secret: name, origin, sources }: SigningKey, present: ReadonlySet<string>): SecretPlan {
  if (present.has(name)) return { name, sources, do: 'keep' };
  return origin === 'vendor'
    ? { name, sources, do: 'by-hand' }
    : { name, sources, do: 'write', from: origin };
}
