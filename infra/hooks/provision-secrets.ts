import { randomBytes } from 'node:crypto';
import { type Clock, systemClock } from '../../src/clock.ts';
import type { AzureAccess } from './azure-access.ts';
import { type ChatResource, createChatResource } from './chat-resource.ts';
import { planSecrets, type SecretPlan } from './plan-secrets.ts';
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
  const plans = planSecrets(settings, await store.names());

  print(`Secrets in ${vaultName}${dryRun ? ' (a dry run: nothing is written)' : ''}`);
  for (const plan of plans) {
    const value =
      plan.do === 'write' && !dryRun ? await sources[plan.from ?? 'given'](chat, settings) : undefined;
    if (value !== undefined) await store.write(plan.name, value);
    // The id of the moderator is no secret, and whoever deploys has to know it.
    const shown = plan.name === 'acs-moderator-id' ? value : undefined;
    print(`  ${plan.name.padEnd(22)} ${wordsFor(plan, settings, dryRun)}${shown ? `: ${shown}` : ''}`);
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
  if (plans.every((plan) => plan.do === 'keep')) print('All are there already; nothing was changed.');
}

/** Where the value of each kind comes from. */
const sources: Readonly<
  Record<
    NonNullable<SecretPlan['from']>,
    (chat: ChatResource, settings: ProvisionSettings) => Promise<string>
  >
> = {
  'access-key': (chat) => chat.connectionString(),
  'new-identity': (chat) => chat.createUser(),
  given: async (_chat, { moderator }) => (typeof moderator === 'object' ? moderator.id : ''),
  // The form of Standard Webhooks: https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
  chance: async () => `whsec_${randomBytes(32).toString('base64')}`,
};

function wordsFor(
  { name, do: what, from }: SecretPlan,
  settings: ProvisionSettings,
  dryRun: boolean,
): string {
  const { vaultName, chat } = settings;
  if (what === 'keep') return 'is there already';
  if (what === 'by-hand')
    return `is yours to set: az keyvault secret set --vault-name ${vaultName} --name ${name} --file …`;
  const origin = {
    'access-key': `the primary key of ${chat.name}`,
    'new-identity': `a new user of ${chat.name}`,
    given: 'as given',
    chance: 'a fresh one',
  };
  return `${dryRun ? 'would be written' : 'written'}, ${origin[from ?? 'given']}`;
}

const howToChange = (vaultName: string): string =>
  `To change it: az keyvault secret set --vault-name ${vaultName} --name acs-moderator-id --value 8:acs:…`;
