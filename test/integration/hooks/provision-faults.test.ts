import { describe, expect, it } from 'vitest';
import type { Environment } from '../../../infra/hooks/azd-environment.ts';
import type { ModeratorFlags } from '../../../infra/hooks/provision-settings.ts';
import type { Right } from '../../../local/azure/managed-identity/identities.ts';
import { useProvisioning } from './provisioning.ts';

const provisioning = useProvisioning();
const given = () => ({ ACS_MODERATOR_ID: provisioning.azure.moderatorId });

type Wrong = readonly [what: string, environment: Environment, says: RegExp, flags: ModeratorFlags];
const none: ModeratorFlags = {};

const wrong: readonly Wrong[] = [
  ['no ACS name', { ACS_NAME: '' }, /^ACS_NAME is not set\. .*azd provision/, none],
  [
    'two settings that are missing',
    { ACS_NAME: '', KEY_VAULT_URL: ' ' },
    /^ACS_NAME, KEY_VAULT_URL are not set/,
    none,
  ],
  [
    'a wrong ACS name',
    { ACS_NAME: 'acs-other' },
    /404 ResourceNotFound.*Set ACS_NAME and ACS_RESOURCE_GROUP/,
    none,
  ],
  ['a wrong group', { ACS_RESOURCE_GROUP: 'rg-other' }, /404 ResourceGroupNotFound.*Set ACS_NAME/, none],
  [
    'a subscription out of reach',
    { AZURE_SUBSCRIPTION_ID: crypto.randomUUID() },
    /SubscriptionNotFound.*Set AZURE_SUBSCRIPTION_ID/,
    none,
  ],
  [
    'an unknown mode',
    { ACS_CREDENTIAL: 'password' },
    /^ACS_CREDENTIAL is password: set it to connection-string/,
    none,
  ],
  ['no moderator', { ACS_MODERATOR_ID: '' }, /^There is no moderator yet: .*ACS_CREATE_MODERATOR/, none],
  [
    'a moderator that is no ACS user',
    { ACS_MODERATOR_ID: '4:+14255550100' },
    /^The moderator is not the id of/,
    none,
  ],
  ['sources that are no JSON', { WEBHOOK_SOURCES: 'default' }, /^WEBHOOK_SOURCES is not a JSON array/, none],
  [
    'neither yes nor no',
    { ACS_MODERATOR_ID: '', ACS_CREATE_MODERATOR: 'maybe' },
    /^ACS_CREATE_MODERATOR is maybe/,
    none,
  ],
  [
    'both kinds of moderator',
    {},
    /contradict each other/,
    { moderator: '8:acs:x', 'create-moderator': true },
  ],
];

describe('npm run provision, when something is wrong', () => {
  it.each(wrong)('%s: says so in one line, and writes nothing', async (_what, environment, says, flags) => {
    const { failed } = await provisioning.run({ ...given(), ...environment }, flags);
    expect(failed).toMatch(says);
    expect(failed).not.toContain('\n');
    expect(provisioning.azure.vault.names()).toEqual([]);
  });

  const rights: readonly (readonly [right: Right, says: RegExp])[] = [
    ['communication.read', /403 AuthorizationFailed.*Have the role Reader on acs-chat/],
    ['communication.listKeys', /403 AuthorizationFailed.*Have the role Contributor on acs-chat/],
    ['secrets.list', /403 ForbiddenByRbac.*Have the role Key Vault Secrets Officer on local/],
    ['secrets.set', /403 ForbiddenByRbac.*Have the role Key Vault Secrets Officer on local/],
  ];
  it.each(rights)('without the right %s it names the role', async (right, says) => {
    provisioning.azure.identity.deny(provisioning.deployer, right);
    expect((await provisioning.run(given())).failed).toMatch(says);
    expect(provisioning.azure.vault.names()).toEqual([]);
  });

  it('without the right to assign roles it names it, once the secrets are written', async () => {
    provisioning.azure.identity.deny(provisioning.deployer, 'roleAssignments');
    const { failed } = await provisioning.run({ ...given(), ACS_CREDENTIAL: 'managed-identity' });
    expect(failed).toMatch(/403 AuthorizationFailed.*Role Based Access Control Administrator on acs-chat/);
    expect(provisioning.azure.vault.names()).toEqual(['acs-moderator-id', 'webhook-signing-key']);
  });

  it('without the right to make a user it says what else to do', async () => {
    const { failed } = await provisioning.run({
      ACS_CREDENTIAL: 'managed-identity',
      ACS_CREATE_MODERATOR: 'true',
    });
    expect(failed).toMatch(/403 Forbidden.*Communication and Email Service Owner.*or set ACS_MODERATOR_ID/);
  });

  it('waits for a role that was just assigned, with a line for each wait', async () => {
    const { azure, deployer } = provisioning;
    azure.identity.deny(deployer, 'secrets.list', 'secrets.set');
    let waits = 0;
    const { said, failed } = await provisioning.run(given(), {}, () => {
      waits += 1;
      if (waits === 3) azure.identity.allow(deployer, 'secrets.list');
      if (waits === 5) azure.identity.allow(deployer, 'secrets.set');
    });
    expect(failed).toBeUndefined();
    expect(said.match(/has not taken effect yet/g)).toHaveLength(5);
    expect(azure.vault.names()).toHaveLength(3);
  });

  it('gives up after five minutes', async () => {
    provisioning.azure.identity.deny(provisioning.deployer, 'secrets.list');
    const { said, failed } = await provisioning.run(given());
    expect(failed).toContain('could not be listed');
    expect(said.match(/has not taken effect yet/g)).toHaveLength(30);
  });

  it.each(['ForbiddenByConnection', 'ForbiddenByFirewall'])(
    'does not wait for a network (%s)',
    async (code) => {
      const error = {
        code: 'Forbidden',
        message: 'Public network access is disabled.',
        innererror: { code },
      };
      provisioning.azure.faults.add({
        match: { operation: 'secrets.list', scheme: 'bearer' },
        ...{ status: 403, body: { error }, times: 'always' },
      });
      const { said, failed } = await provisioning.run({ ...given(), ACS_CREDENTIAL: 'managed-identity' });
      expect(failed).toMatch(/run npm run provision on a machine in that network/);
      // That needs no vault.
      expect(said).toMatch(/Communication and Email Service Owner {2}given/);
      expect(said).not.toContain('has not taken effect');
    },
  );

  it('tells how to bring a soft-deleted secret back, and goes on from there', async () => {
    const { vault } = provisioning.azure;
    vault.softDeleteSecret('webhook-signing-key');
    const { failed } = await provisioning.run(given());
    expect(failed).toMatch(/az keyvault secret recover --vault-name local --name webhook-signing-key/);
    vault.setSecret('webhook-signing-key', 'recovered');
    expect((await provisioning.run(given())).failed).toBeUndefined();
    expect(provisioning.secret('webhook-signing-key')).toBe('recovered');
  });
});
