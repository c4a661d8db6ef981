import { randomBytes } from 'node:crypto';
import { type Clock, systemClock } from '../../src/clock.ts';
import type { AzureAccess } from './azure-access.ts';
import { type ChatResource, createChatResource } from './chat-resource.ts';
import { planSecrets, type SecretOrigin, type SecretPlan } from './plan-secrets.ts';
import type { ProvisionSettings } from './provision-settings.ts';
import { createSecretStore } from './secret-store.ts';

/** What provisioning stands on. */
export interface ProvisionPorts {
  readonly azure: AzureAccess;
  readonly print: (line: string) => void;
  readonly clock?: Clock;
}

/**
 * Puts into the vault what the app needs there and what is not there yet. Everything is looked at before anything
 * is written, and a second run writes nothing.
 *
 * @param dryRun - says what it would do, and writes nothing.
 * @throws HookError
 */
export async function provisionSecrets(
  settings: ProvisionSettings,
  { azure, print, clock = systemClock }: ProvisionPorts,
  dryRun: boolean,
): Promise<void> {
  const { vaultName, moderator } = settings;
  const chat = createChatResource(settings, azure);
  const store = createSecretStore(settings, azure, { clock, print });
  const resourceId = await chat.check();
  const present = await store.names();
  const plans = planSecrets(settings, present);

  const width = Math.max(...plans.map(({ name }) => name.length));
  print(`Secrets in ${vaultName}${dryRun ? ' (a dry run: nothing is written)' : ''}`);
  for (const plan of plans) {
    const value = plan.do === 'write' && !dryRun ? await values[plan.from](chat, settings) : undefined;
    if (value !== undefined) await store.write(plan.name, value);
    // The id of the moderator is no secret, and whoever deploys has to know it.
    const shown = plan.name === 'acs-moderator-id' ? value : undefined;
    print(`  ${plan.name.padEnd(width)}  ${wordsFor(plan, settings, dryRun)}${shown ? `: ${shown}` : ''}`);
  }
  if (typeof moderator === 'object') {
    if (plans.some(({ name, do: what }) => name === 'acs-moderator-id' && what === 'keep')) {
      const kept = await store.readName('acs-moderator-id');
      if (kept !== moderator.id)
        print(`  Note: it holds ${kept}, not the moderator given. ${howToChange(vaultName)}`);
    }
    if (resourceId && !moderator.id.toLowerCase().includes(`:${resourceId.toLowerCase()}_`)) {
      print(
        `  Note: ${moderator.id} does not look like a user of ${settings.chat.name} (8:acs:${resourceId}_…).`,
      );
    }
  }
  for (const name of noLongerUsed(settings, present)) {
    print(
      `  Note: ${name} is not used any more: az keyvault secret delete --vault-name ${vaultName} --name ${name}`,
    );
  }
  if (plans.every((plan) => plan.do === 'keep')) print('All are there already; nothing was changed.');
}

/** Secrets of another `ACS_CREDENTIAL` than the present one: the app could still read them. */
function noLongerUsed({ credential }: ProvisionSettings, present: ReadonlySet<string>): string[] {
  const used = { 'connection-string': 'acs-connection-string', 'access-token': 'acs-access-token' } as const;
  return Object.entries(used).flatMap(([mode, name]) =>
    mode !== credential && present.has(name) ? [name] : [],
  );
}

/** Where the value of each kind comes from. */
const values: Readonly<
  Record<SecretOrigin, (chat: ChatResource, settings: ProvisionSettings) => Promise<string>>
> = {
  'access-key': (chat) => chat.connectionString(),
  'new-identity': (chat) => chat.createUser(),
  given: async (_chat, { moderator }) => (typeof moderator === 'object' ? moderator.id : ''),
  // The form of Standard Webhooks: https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
  'fresh-whsec': async () => `whsec_${randomBytes(32).toString('base64')}`,
  'fresh-hex': async () => randomBytes(32).toString('hex'),
};

function wordsFor(plan: SecretPlan, { vaultName, chat }: ProvisionSettings, dryRun: boolean): string {
  const sources = plan.sources?.join(', ');
  if (plan.do === 'keep') return 'is there already';
  if (plan.do === 'by-hand') {
    const whose = sources ? `comes from whoever sends as ${sources}` : 'is yours to set';
    return `${whose}: az keyvault secret set --vault-name ${vaultName} --name ${plan.name} --file …`;
  }
  const origins: Readonly<Record<SecretOrigin, string>> = {
    'access-key': `the primary key of ${chat.name}`,
    'new-identity': `a new user of ${chat.name}`,
    given: 'as given',
    'fresh-whsec': `a fresh one for ${sources}`,
    'fresh-hex': `a fresh one for ${sources}`,
  };
  return `${dryRun ? 'would be written' : 'written'}, ${origins[plan.from]}`;
}

const howToChange = (vaultName: string): string =>
  `To change it: az keyvault secret set --vault-name ${vaultName} --name acs-moderator-id --value 8:acs:…`;
