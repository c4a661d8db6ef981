import { describe, expect, it } from 'vitest';
import { COMMUNICATION_ID } from '../../../local/azure/management/subscription.ts';
import { useProvisioning } from './provisioning.ts';

const provisioning = useProvisioning();
const moderatorId = () => provisioning.azure.moderatorId;
const given = () => ({ ACS_MODERATOR_ID: moderatorId() });

describe('npm run provision', () => {
  it('writes the connection string, the moderator given and a fresh signing key', async () => {
    const { said, failed } = await provisioning.run(given());
    expect(failed).toBeUndefined();
    expect(provisioning.secret('acs-connection-string')).toBe(
      provisioning.azure.communication.connectionString(),
    );
    expect(provisioning.secret('acs-moderator-id')).toBe(moderatorId());
    const [, key = ''] =
      /^whsec_([A-Za-z0-9+/]+=*)$/.exec(provisioning.secret('webhook-signing-key') ?? '') ?? [];
    expect(Buffer.from(key, 'base64')).toHaveLength(32);
    expect(said).toContain(`acs-moderator-id       written, as given: ${moderatorId()}`);
    expect(said.match(/written/g)).toHaveLength(3);
  });

  it('changes nothing the second time, and says so', async () => {
    await provisioning.run(given());
    const before = provisioning.azure.vault
      .names()
      .map((name) => provisioning.azure.vault.find(name)?.version);
    provisioning.azure.calls.clear();
    const { said } = await provisioning.run(given());
    expect(said.match(/is there already/g)).toHaveLength(3);
    expect(said).toContain('nothing was changed');
    expect(provisioning.writes()).toBe(0);
    expect(
      provisioning.azure.vault.names().map((name) => provisioning.azure.vault.find(name)?.version),
    ).toEqual(before);
  });

  it('makes another signing key each time one is missing', async () => {
    await provisioning.run(given());
    const first = provisioning.secret('webhook-signing-key');
    provisioning.azure.vault.deleteSecret('webhook-signing-key');
    await provisioning.run(given());
    expect(provisioning.secret('webhook-signing-key')).not.toBe(first);
    expect(provisioning.writes()).toBe(4);
  });

  it('leaves what is there as it is, switched off or not', async () => {
    const { vault } = provisioning.azure;
    vault.setSecret('acs-connection-string', 'of somebody else');
    vault.setSecret('webhook-signing-key', 'switched off', { enabled: false });
    await provisioning.run(given());
    expect(provisioning.secret('acs-connection-string')).toBe('of somebody else');
    expect(provisioning.secret('webhook-signing-key')).toBe('switched off');
    expect(provisioning.writes()).toBe(1);
  });

  it('makes a moderator when told to, and tells who it is', async () => {
    const { said } = await provisioning.run({ ACS_CREATE_MODERATOR: 'true' });
    const made = provisioning.secret('acs-moderator-id') ?? '';
    expect(made).toMatch(/^8:acs:/);
    expect(made).not.toBe(moderatorId());
    expect(said).toContain(`a new user of acs-chat: ${made}`);
    await provisioning.run({ ACS_CREATE_MODERATOR: 'true' });
    expect(provisioning.azure.calls.count({ operation: 'identities.create', status: 201 })).toBe(1);
    expect(provisioning.secret('acs-moderator-id')).toBe(made);
  });

  it('needs no moderator to be named again once there is one', async () => {
    await provisioning.run(given());
    expect((await provisioning.run()).failed).toBeUndefined();
  });

  it('in managed-identity mode touches no key, and writes no connection string', async () => {
    provisioning.azure.identity.deny(provisioning.deployer, 'communication.listKeys');
    const { failed } = await provisioning.run({ ...given(), ACS_CREDENTIAL: 'managed-identity' });
    expect(failed).toBeUndefined();
    expect(provisioning.azure.vault.names()).toEqual(['acs-moderator-id', 'webhook-signing-key']);
    expect(provisioning.azure.calls.count({ operation: 'communicationServices.listKeys' })).toBe(0);
  });

  it('in managed-identity mode gives the app one role, on the ACS resource alone, and once', async () => {
    const managed = { ...given(), ACS_CREDENTIAL: 'managed-identity' };
    const dry = await provisioning.run(managed, { dryRun: true });
    expect(dry.said).toContain('Communication and Email Service Owner  would be given');
    expect(provisioning.azure.management.roleAssignments.list()).toEqual([]);
    expect((await provisioning.run(managed)).said).toContain('Communication and Email Service Owner  given');
    const roles = provisioning.azure.management.roleAssignments.list();
    expect(roles).toMatchObject([
      {
        scope: COMMUNICATION_ID,
        principalId: '44444444-4444-4444-8444-444444444444',
        roleDefinitionId: expect.stringMatching(/\/09976791-48a7-449e-bb21-39d1a415f350$/),
      },
    ]);
    expect((await provisioning.run(managed)).said).toContain('Owner  is there already');
    expect(provisioning.azure.management.roleAssignments.list()).toEqual(roles);
  });

  it.each(['connection-string', 'access-token'])('in %s mode gives the app no role there', async (mode) => {
    await provisioning.run({ ...given(), ACS_CREDENTIAL: mode });
    expect(provisioning.azure.management.roleAssignments.list()).toEqual([]);
  });

  it('notes what is left of another credential, and leaves it there', async () => {
    const { ACS_MODERATOR_ID } = given();
    await provisioning.run({ ACS_MODERATOR_ID });
    const { said } = await provisioning.run({ ACS_MODERATOR_ID, ACS_CREDENTIAL: 'managed-identity' });
    expect(said).toMatch(
      /acs-connection-string is not used any more: az keyvault secret delete --vault-name local /,
    );
    expect(provisioning.secret('acs-connection-string')).toBeDefined();
    expect((await provisioning.run({ ACS_MODERATOR_ID })).said).not.toContain('not used any more');
  });

  it('in managed-identity mode makes a moderator as whoever deploys', async () => {
    provisioning.azure.identity.allow(provisioning.deployer, 'communication');
    await provisioning.run({ ACS_CREDENTIAL: 'managed-identity' }, { 'create-moderator': true });
    expect(provisioning.secret('acs-moderator-id')).toMatch(/^8:acs:/);
    expect(provisioning.azure.calls.count({ operation: 'communicationServices.listKeys' })).toBe(0);
  });

  it('in access-token mode leaves the token to its owner', async () => {
    const { said } = await provisioning.run({ ...given(), ACS_CREDENTIAL: 'access-token' });
    expect(said).toMatch(/acs-access-token\s+is yours to set: az keyvault secret set --vault-name local/);
    expect(provisioning.azure.vault.names()).toEqual(['acs-moderator-id', 'webhook-signing-key']);
  });

  it('makes a key for each source that needs one, and tells how to set those of vendors', async () => {
    const WEBHOOK_SOURCES = JSON.stringify([
      { name: 'default', format: 'native', signature: 'standard-webhooks' },
      { name: 'forum', format: 'native', signature: { scheme: 'header', header: 'X-Key' } },
      { name: 'vendor', format: 'moderation-api' },
      { name: 'open', format: 'native', signature: 'none' },
    ]);
    const { said } = await provisioning.run({ ...given(), WEBHOOK_SOURCES });
    expect(provisioning.azure.vault.names()).not.toContain('webhook-signing-key-open');
    expect(provisioning.secret('webhook-signing-key')).toMatch(/^whsec_/);
    expect(provisioning.secret('webhook-signing-key-forum')).toMatch(/^[0-9a-f]{64}$/);
    expect(said).toContain('webhook-signing-key-forum   written, a fresh one for forum');
    expect(said).toContain(
      'webhook-signing-key-vendor  comes from whoever sends as vendor: az keyvault secret set --vault-name local --name webhook-signing-key-vendor --file',
    );
    const forum = provisioning.secret('webhook-signing-key-forum');
    provisioning.azure.vault.setSecret('webhook-signing-key-vendor', 'from the vendor');
    const again = await provisioning.run({ ...given(), WEBHOOK_SOURCES });
    expect(again.said).toContain('nothing was changed');
    expect(provisioning.secret('webhook-signing-key-forum')).toBe(forum);
    expect(provisioning.secret('webhook-signing-key-vendor')).toBe('from the vendor');
  });

  it('says in a dry run what it would do, and asks for no key', async () => {
    const { said } = await provisioning.run({ ACS_CREATE_MODERATOR: 'true' }, { dryRun: true });
    expect(said.match(/would be written/g)).toHaveLength(3);
    expect(provisioning.azure.vault.names()).toEqual([]);
    const { calls } = provisioning.azure;
    for (const operation of ['communicationServices.listKeys', 'identities.create', 'secrets.set']) {
      expect(calls.count({ operation })).toBe(0);
    }
  });

  it('notes when the vault holds another moderator than the one given', async () => {
    provisioning.azure.vault.setSecret('acs-moderator-id', '8:acs:another', { harmless: true });
    const { said, failed } = await provisioning.run(given());
    expect(failed).toBeUndefined();
    expect(said).toContain('it holds 8:acs:another, not the moderator given');
  });

  it('notes when the moderator looks like a user of another resource', async () => {
    const stranger = `8:acs:${crypto.randomUUID()}_${crypto.randomUUID()}`;
    expect((await provisioning.run({ ACS_MODERATOR_ID: stranger })).said).toContain(
      'does not look like a user of',
    );
    expect((await provisioning.run(given())).said).not.toContain('does not look like');
  });
});
