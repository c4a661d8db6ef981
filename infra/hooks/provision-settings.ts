import { parseIdentifier } from '../../src/chat/identifier/parse-identifier.ts';
import type { Environment } from './azd-environment.ts';
import { HookError } from './hook-error.ts';
import { requireSettings } from './require-settings.ts';
import { type SigningKey, signingKeys } from './signing-keys.ts';

/** Ways in which the app gets its chat tokens: `src/config.ts`. */
const credentials = ['connection-string', 'managed-identity', 'access-token'] as const;

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Who is to act in the threads: an identity by its raw id, a new one, or whoever is in the vault already. */
export type ModeratorChoice = { readonly id: string } | 'new' | 'as-it-is';

/** Where the secrets come from and where they go. */
export interface ProvisionSettings {
  readonly vaultUrl: string;
  readonly vaultName: string;
  readonly chat: {
    readonly subscriptionId: string;
    readonly resourceGroup: string;
    readonly name: string;
    readonly endpoint: string;
  };
  readonly credential: (typeof credentials)[number];
  /** Object id of the app's identity, where that needs a role on the ACS resource. */
  readonly principalId?: string;
  readonly moderator: ModeratorChoice;
  readonly signingKeys: readonly SigningKey[];
}

/** What may be said on the command line; it wins over the environment. */
export interface ModeratorFlags {
  readonly moderator?: string | undefined;
  readonly 'create-moderator'?: boolean | undefined;
}

/**
 * Reads what azd has provisioned and what was asked for.
 *
 * @throws HookError for what is missing, unknown or contradicts itself.
 */
export function provisionSettings(environment: Environment, flags: ModeratorFlags): ProvisionSettings {
  const given = requireSettings(environment, [
    'AZURE_SUBSCRIPTION_ID',
    'ACS_NAME',
    'ACS_RESOURCE_GROUP',
    'ACS_ENDPOINT',
    'KEY_VAULT_NAME',
    'KEY_VAULT_URL',
  ]);
  if (!guid.test(given.AZURE_SUBSCRIPTION_ID)) {
    throw new HookError(
      'AZURE_SUBSCRIPTION_ID is not the id of a subscription, a GUID: az account show --query id',
    );
  }
  const mode = environment.ACS_CREDENTIAL?.trim() || 'connection-string';
  const credential = credentials.find((one) => one === mode);
  if (!credential) {
    throw new HookError(`ACS_CREDENTIAL is ${mode}: set it to ${credentials.join(', ')} (azd env set).`);
  }
  return {
    vaultUrl: given.KEY_VAULT_URL,
    vaultName: given.KEY_VAULT_NAME,
    chat: {
      subscriptionId: given.AZURE_SUBSCRIPTION_ID,
      resourceGroup: given.ACS_RESOURCE_GROUP,
      name: given.ACS_NAME,
      endpoint: given.ACS_ENDPOINT,
    },
    credential,
    ...(credential === 'managed-identity' && {
      principalId: requireSettings(environment, ['BOUNCER_PRINCIPAL_ID']).BOUNCER_PRINCIPAL_ID,
    }),
    moderator: chooseModerator(environment, flags),
    signingKeys: signingKeys(environment.WEBHOOK_SOURCES),
  };
}

function chooseModerator(environment: Environment, flags: ModeratorFlags): ModeratorChoice {
  if (flags.moderator !== undefined && flags['create-moderator']) {
    throw new HookError('--moderator and --create-moderator contradict each other: give one.');
  }
  if (flags['create-moderator']) return 'new';
  const id = flags.moderator ?? (environment.ACS_MODERATOR_ID?.trim() || undefined);
  if (id !== undefined) return { id: checkedModerator(id.trim()) };
  const create = environment.ACS_CREATE_MODERATOR?.trim().toLowerCase() || 'false';
  if (create === 'true') return 'new';
  if (create === 'false') return 'as-it-is';
  throw new HookError(`ACS_CREATE_MODERATOR is ${create}: set it to true or false (azd env set).`);
}

function checkedModerator(id: string): string {
  const parsed = parseIdentifier(id);
  if ('identifier' in parsed && parsed.identifier.kind === 'communicationUser') return id;
  throw new HookError(
    'The moderator is not the id of an ACS user: give the one with which your backend creates its threads, ' +
      '8:acs:<resource>_<user>.',
  );
}
