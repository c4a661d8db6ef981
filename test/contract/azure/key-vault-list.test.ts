import { ManagedIdentityCredential } from '@azure/identity';
import { SecretClient } from '@azure/keyvault-secrets';
import { expect, test } from 'vitest';
import type { Right } from '../../../local/azure/managed-identity/identities.ts';
import { useAzure } from './start.ts';

const given = useAzure();
function client(...rights: Right[]) {
  const { clientId } = given.azure.identity.addUserAssigned({ rights });
  return new SecretClient(given.azure.vaultUrl, new ManagedIdentityCredential({ clientId }));
}

test('a list names every secret once, switched off or not, and tells no value', async () => {
  const { vault } = given.azure;
  vault.setSecret('acs-moderator-id', 'a newer value');
  vault.setSecret('off', 'a value', { enabled: false });
  const listed = [];
  for await (const found of client('secrets.list').listPropertiesOfSecrets()) listed.push(found);
  expect(listed.map(({ name, enabled }) => [name, enabled])).toEqual([
    ['acs-connection-string', true],
    ['acs-moderator-id', true],
    ['webhook-signing-key', true],
    ['off', false],
  ]);
  expect(JSON.stringify(listed)).not.toContain('value');
  expect(JSON.stringify(listed)).not.toContain('accesskey');
});

test('to list takes a right of its own', async () => {
  await expect(client('secrets.get', 'secrets.set').listPropertiesOfSecrets().next()).rejects.toMatchObject({
    statusCode: 403,
  });
});

test('the name of a soft-deleted secret stays taken until the vault is as new', async () => {
  const { vault } = given.azure;
  const writer = client('secrets.set', 'secrets.get', 'secrets.list');
  vault.setSecret('gone', 'old');
  vault.softDeleteSecret('Gone');
  await expect(writer.getSecret('gone')).rejects.toMatchObject({ statusCode: 404 });
  await expect(writer.setSecret('gone', 'new')).rejects.toMatchObject({ statusCode: 409, code: 'Conflict' });
  expect(vault.isSoftDeleted('gone')).toBe(true);
  vault.reset();
  await writer.setSecret('gone', 'new');
  expect((await writer.getSecret('gone')).value).toBe('new');
});
