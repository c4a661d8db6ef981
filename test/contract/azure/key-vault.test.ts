import { ManagedIdentityCredential } from '@azure/identity';
import { SecretClient } from '@azure/keyvault-secrets';
import { describe, expect, test } from 'vitest';
import { useAzure } from './start.ts';

const given = useAzure();
const client = (clientId?: string) =>
  new SecretClient(given.azure.vaultUrl, new ManagedIdentityCredential(clientId ? { clientId } : {}), {
    retryOptions: { maxRetries: 0 },
  });

describe('Key Vault, through SecretClient and ManagedIdentityCredential', () => {
  test('gives the value and the properties of a secret', async () => {
    const version = given.azure.vault.setSecret('a-name', 'a value', {
      tags: { for: 'test' },
      contentType: 'text',
    });
    const secret = await client().getSecret('a-name');
    expect(secret).toMatchObject({ name: 'a-name', value: 'a value' });
    expect(secret.properties).toMatchObject({
      version,
      enabled: true,
      contentType: 'text',
      tags: { for: 'test' },
    });
    expect(secret.properties).toMatchObject({
      recoveryLevel: 'Recoverable+Purgeable',
      createdOn: expect.any(Date),
    });
  });

  test('gives the newest version, and each older one by its name', async () => {
    const first = given.azure.vault.setSecret('key', 'one');
    const second = given.azure.vault.setSecret('key', 'two');
    expect((await client().getSecret('key')).value).toBe('two');
    expect((await client().getSecret('key', { version: first })).value).toBe('one');
    expect((await client().getSecret('key', { version: second })).value).toBe('two');
  });

  test('answers the first request with a challenge, and only then gives the secret', async () => {
    given.azure.vault.setSecret('key', 'one');
    await client().getSecret('key');
    const seen = given.azure.calls
      .list({ operation: 'secrets.get' })
      .map(({ status, scheme }) => [status, scheme]);
    expect(seen).toEqual([
      [401, 'none'],
      [200, 'bearer'],
    ]);
    expect(given.azure.calls.count({ operation: 'secrets.get', secret: 'key', status: 200 })).toBe(1);
  });

  test('does not find what is not there, or no longer', async () => {
    const { vault } = given.azure;
    vault.setSecret('key', 'one');
    await expect(client().getSecret('other')).rejects.toMatchObject({
      statusCode: 404,
      code: 'SecretNotFound',
    });
    await expect(client().getSecret('key', { version: 'f'.repeat(32) })).rejects.toMatchObject({
      statusCode: 404,
    });
    vault.deleteSecret('KEY');
    await expect(client().getSecret('key')).rejects.toMatchObject({ statusCode: 404 });
  });

  test('does not give out a disabled version', async () => {
    const { vault } = given.azure;
    const version = vault.setSecret('key', 'one');
    vault.setEnabled('key', false);
    await expect(client().getSecret('key')).rejects.toMatchObject({ statusCode: 403, code: 'Forbidden' });
    vault.setEnabled('key', true, version);
    expect((await client().getSecret('key')).value).toBe('one');
    expect(() => vault.setEnabled('other', true)).toThrow(/No secret/);
  });

  test('forbids an identity without the right, and allows it as soon as it has it', async () => {
    const { identity } = given.azure;
    const { clientId } = identity.addUserAssigned({ rights: [] });
    await expect(client(clientId).getSecret('acs-moderator-id')).rejects.toMatchObject({ statusCode: 403 });
    identity.allow(clientId, 'secrets.get');
    expect((await client(clientId).getSecret('acs-moderator-id')).value).toBe(given.azure.moderatorId);
    identity.deny('system', 'secrets.get');
    await expect(client().getSecret('acs-moderator-id')).rejects.toMatchObject({ statusCode: 403 });
  });

  test('lets an identity set a secret only with a right of its own', async () => {
    await expect(client().setSecret('key', 'mine')).rejects.toMatchObject({ statusCode: 403 });
    given.azure.identity.allow('system', 'secrets.set');
    const set = await client().setSecret('key', 'mine', {
      tags: { a: 'b' },
      contentType: 'text',
      enabled: true,
    });
    const got = await client().getSecret('key');
    expect(got).toMatchObject({
      value: 'mine',
      properties: { version: set.properties.version, tags: { a: 'b' } },
    });
    await client().setSecret('key', 'off', { enabled: false });
    await expect(client().getSecret('key')).rejects.toMatchObject({ statusCode: 403 });
  });

  test('holds what the app expects there from the start', async () => {
    const { communication, moderatorId, signingKey, vault } = given.azure;
    expect((await client().getSecret('acs-connection-string')).value).toBe(communication.connectionString());
    expect((await client().getSecret('acs-moderator-id')).value).toBe(moderatorId);
    expect((await client().getSecret('webhook-signing-key')).value).toBe(signingKey);
    expect(vault.names()).toEqual(['acs-connection-string', 'acs-moderator-id', 'webhook-signing-key']);
  });
});
