import * as z from 'zod';

/** Only with TLS: secrets and tokens go there. Kept as an origin, without a slash at its end. */
const https = z
  .url({
    protocol: /^https$/,
    error: ({ input }) => (input === undefined ? 'is not set' : 'must be an https URL'),
  })
  .transform((url) => new URL(url).origin);

/** Every setting the app reads, in one place. A setting that is empty counts as not set. */
const settings = z.object({
  KEY_VAULT_URL: https.describe(
    'The vault that holds the secrets, for example https://my-vault.vault.azure.net',
  ),
  AZURE_CLIENT_ID: z
    .guid('must be a GUID')
    .optional()
    .describe('Client id of the user-assigned managed identity; without it, the system-assigned one is used'),
  ACS_CREDENTIAL: z
    .enum(['connection-string', 'managed-identity', 'access-token'])
    .default('connection-string')
    .describe('How the app gets its user access tokens for ACS Chat'),
  ACS_ENDPOINT: https
    .optional()
    .describe('The ACS resource, https://my-resource.communication.azure.com; not for connection-string'),
});

/** The names of all settings; the deployment template is held against them. */
export const settingNames = Object.keys(settings.shape) as readonly (keyof typeof settings.shape)[];

/** The configuration, checked. */
export interface Config {
  readonly keyVaultUrl: string;
  readonly identityClientId?: string;
  readonly acs:
    | { readonly credential: 'connection-string' }
    | { readonly credential: 'managed-identity' | 'access-token'; readonly endpoint: string };
}

const configuration = settings.transform((given, context): Config => {
  const { ACS_CREDENTIAL: credential, ACS_ENDPOINT: endpoint } = given;
  const common = {
    keyVaultUrl: given.KEY_VAULT_URL,
    ...(given.AZURE_CLIENT_ID && { identityClientId: given.AZURE_CLIENT_ID }),
  };
  if (credential === 'connection-string') return { ...common, acs: { credential } };
  if (endpoint) return { ...common, acs: { credential, endpoint } };
  const message = `is needed with ACS_CREDENTIAL=${credential}`;
  context.issues.push({ code: 'custom', path: ['ACS_ENDPOINT'], message, input: endpoint });
  return z.NEVER;
});

/** What is wrong with the configuration: one line a setting, without its value. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(`The configuration cannot be used: ${faults.join('; ')}.`);
    this.faults = faults;
  }
}

/**
 * Reads the configuration from the environment.
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
  const parsed = configuration.safeParse(Object.fromEntries(given), { error: inOurWords });
  if (parsed.success) return parsed.data;
  throw new ConfigError(parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`));
}

/** zod's own messages name JavaScript types; whoever sets a setting needs to know what to write. */
function inOurWords(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.input === undefined) return 'is not set';
  if (issue.code === 'invalid_value') return `must be one of ${issue.values.join(', ')}`;
  return undefined;
}
