import { SecretClient } from '@azure/keyvault-secrets';
import type { Clock } from '../../src/clock.ts';
import { awaitRole } from './await-role.ts';
import type { AzureAccess } from './azure-access.ts';
import { explainError, type Remedies } from './explain-error.ts';
import type { ProvisionSettings } from './provision-settings.ts';
import { refusalPolicy } from './refusal-policy.ts';

/** The vault, as far as a hook needs it. Each method waits for roles to take effect, and throws a `HookError`. */
export interface SecretStore {
  /** Names of all secrets; no value is read. */
  names(): Promise<ReadonlySet<string>>;
  /** The value of a secret that holds a name and no secret. */
  readName(name: string): Promise<string | undefined>;
  write(name: string, value: string): Promise<void>;
}

/** The vault that the settings name. */
export function createSecretStore(
  { vaultUrl, vaultName }: Pick<ProvisionSettings, 'vaultUrl' | 'vaultName'>,
  { credential }: Pick<AzureAccess, 'credential'>,
  ports: { readonly clock: Clock; readonly print: (line: string) => void },
): SecretStore {
  const client = new SecretClient(vaultUrl, credential, {
    additionalPolicies: [{ policy: refusalPolicy, position: 'perCall' }],
  });
  const network =
    'It takes calls from its own network only: run npm run provision on a machine in that network.';
  const remedies: Remedies = {
    403: `Have the role Key Vault Secrets Officer on ${vaultName}: azd provision gives it to AZURE_PRINCIPAL_ID.`,
    ForbiddenByConnection: network,
    ForbiddenByFirewall: network,
    ENOTFOUND: 'There is no vault of that name (any more): azd provision.',
  };
  const attempt = <T>(what: string, act: () => Promise<T>, more: Remedies = {}): Promise<T> =>
    awaitRole(act, ports).catch((error: unknown) => {
      throw explainError(what, error, { ...remedies, ...more });
    });

  return {
    names: () =>
      attempt(`The secrets of ${vaultName} could not be listed`, async () => {
        const names = new Set<string>();
        for await (const { name } of client.listPropertiesOfSecrets()) names.add(name);
        return names;
      }),
    readName: (name) =>
      attempt(
        `${name} could not be read from ${vaultName}`,
        async () => (await client.getSecret(name)).value,
        {
          SecretDisabled: `It is switched off: az keyvault secret set-attributes --vault-name ${vaultName} --name ${name} --enabled true`,
        },
      ),
    write: (name, value) =>
      attempt(`${name} could not be written to ${vaultName}`, () => client.setSecret(name, value), {
        409: `A secret of that name was deleted; bring it back: az keyvault secret recover --vault-name ${vaultName} --name ${name}`,
      }).then(() => undefined),
  };
}
