import type * as z from 'zod';
import { ConfigError } from './config-error.ts';
import type { Sources } from './intake/sources/read-sources.ts';
import type { CleanupRules } from './moderation/cleanup/read-cleanup-rules.ts';
import { type Settings, settings } from './settings.ts';

/** The configuration, checked. Lengths of time are milliseconds. */
export interface Config {
  readonly keyVaultUrl: string;
  readonly identityClientId?: string;
  readonly acs:
    | { readonly credential: 'connection-string' }
    | { readonly credential: 'managed-identity' | 'access-token'; readonly endpoint: string };
  /** Whom to remove on schedule. */
  readonly rules: CleanupRules;
  /** As whom people are removed. */
  readonly actingIdentity: 'moderator' | 'participant' | 'moderator-then-participant';
  readonly storage:
    | { readonly connectionString: string }
    | { readonly tableUri: string; readonly queueUri: string };
  readonly retryForMs: number;
  readonly retentionMs: number;
  readonly holdForMs: number;
  readonly enforcement: Settings['ENFORCEMENT'];
  /** In canonical form. */
  readonly protectedIds: readonly string[];
  readonly maxFanout: number;
  /** Who may send events. */
  readonly sources: Sources;
}

/** The names of all settings; the deployment template is held against them. */
export const settingNames = Object.keys(settings.shape) as readonly (keyof typeof settings.shape)[];

/**
 * Reads the configuration from the environment. A setting that is empty counts as not set.
 *
 * @throws ConfigError that names every setting that is missing or wrong.
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = settingNames.flatMap((name) =>
    env[name]?.trim() ? [[name, env[name].trim()] as const] : [],
  );
  // A reference that Azure could not resolve arrives as its own text:
  // https://learn.microsoft.com/azure/app-service/app-service-key-vault-references#troubleshooting-key-vault-references
  const unresolved = given.filter(([, value]) => value.startsWith('@Microsoft.KeyVault('));
  if (unresolved.length > 0) {
    throw new ConfigError(
      unresolved.map(([name]) => `${name} is a Key Vault reference that was not resolved`),
    );
  }
  const parsed = settings.safeParse(Object.fromEntries(given), { error: inOurWords });
  if (!parsed.success) {
    throw new ConfigError(parsed.error.issues.map(faultOf));
  }
  const {
    KEY_VAULT_URL,
    AZURE_CLIENT_ID,
    ACS_CREDENTIAL,
    RETRY_FOR,
    LEDGER_RETENTION,
    HOLD_FOR,
    ACS_ACTING_IDENTITY,
  } = parsed.data;
  const [acs, storage] = [acsOf(parsed.data), storageOf(parsed.data)];
  if (!acs || !storage) {
    throw new ConfigError([
      ...(acs ? [] : [`ACS_ENDPOINT is needed with ACS_CREDENTIAL=${ACS_CREDENTIAL}`]),
      ...(storage ? [] : ['AzureWebJobsStorage is not set, nor its __tableServiceUri and __queueServiceUri']),
    ]);
  }
  if (LEDGER_RETENTION < Math.max(RETRY_FOR, HOLD_FOR)) {
    throw new ConfigError([
      'LEDGER_RETENTION must be as long as RETRY_FOR and HOLD_FOR: a decision that has waited longer comes too late',
    ]);
  }
  if (acs.credential === 'access-token' && ACS_ACTING_IDENTITY !== 'moderator') {
    throw new ConfigError([
      `ACS_ACTING_IDENTITY=${ACS_ACTING_IDENTITY} takes tokens minted for others, which ACS_CREDENTIAL=access-token cannot give`,
    ]);
  }
  return {
    keyVaultUrl: KEY_VAULT_URL,
    ...(AZURE_CLIENT_ID && { identityClientId: AZURE_CLIENT_ID }),
    acs,
    rules: parsed.data.CLEANUP_RULES,
    actingIdentity: ACS_ACTING_IDENTITY,
    storage,
    retryForMs: RETRY_FOR,
    retentionMs: LEDGER_RETENTION,
    holdForMs: HOLD_FOR,
    enforcement: parsed.data.ENFORCEMENT,
    protectedIds: parsed.data.PROTECTED_PARTICIPANTS,
    maxFanout: parsed.data.MAX_FANOUT,
    sources: parsed.data.WEBHOOK_SOURCES,
  };
}

/** Which setting it is, and what is wrong with it; of a list, which entry: `WEBHOOK_SOURCES[1] (billing) …`. */
function faultOf({ path, message }: z.core.$ZodIssue): string {
  return `${path.join('.')}${message.startsWith('[') ? '' : ' '}${message}`;
}

function acsOf({ ACS_CREDENTIAL: credential, ACS_ENDPOINT: endpoint }: Settings): Config['acs'] | undefined {
  if (credential === 'connection-string') return { credential };
  return endpoint ? { credential, endpoint } : undefined;
}

/** By the conventions of the Functions host, so that nothing has to be said twice. */
function storageOf(given: Settings): Config['storage'] | undefined {
  if (given.AzureWebJobsStorage) return { connectionString: given.AzureWebJobsStorage };
  const tableUri = given.AzureWebJobsStorage__tableServiceUri;
  const queueUri = given.AzureWebJobsStorage__queueServiceUri;
  return tableUri && queueUri ? { tableUri, queueUri } : undefined;
}

/** zod's own messages name JavaScript types; whoever sets a setting needs to know what to write. */
function inOurWords(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.input === undefined) return 'is not set';
  if (issue.code === 'invalid_value') return `must be one of ${issue.values.join(', ')}`;
  return undefined;
}
