import { CommunicationServiceManagementClient } from '@azure/arm-communication';
import { ManagedIdentityCredential } from '@azure/identity';
import { describe, expect, test } from 'vitest';
import type { Right } from '../../../local/azure/managed-identity/identities.ts';
import { SUBSCRIPTION } from '../../../local/azure/management/subscription.ts';
import { bearing, call } from './call.ts';
import { entraToken } from './entra-token.ts';
import { useAzure } from './start.ts';

const given = useAzure();
const { resourceGroup, communicationName } = SUBSCRIPTION;
const all: readonly Right[] = ['communication.read', 'communication.listKeys'];

function client(rights: readonly Right[] = all, subscription: string = SUBSCRIPTION.id) {
  const { clientId } = given.azure.identity.addUserAssigned({ rights });
  const { communicationServices } = new CommunicationServiceManagementClient(
    new ManagedIdentityCredential({ clientId }),
    subscription,
    {
      endpoint: given.azure.managementEndpoint,
      credentialScopes: 'https://management.azure.com/.default',
      retryOptions: { maxRetries: 0 },
    },
  );
  return communicationServices;
}

describe('Azure Resource Manager, through CommunicationServiceManagementClient', () => {
  test('describes the ACS resource, whatever the case of its name', async () => {
    const expected = {
      name: communicationName,
      hostName: 'local.communication.azure.com',
      immutableResourceId: given.azure.communication.resourceId,
    };
    expect(await client().get(resourceGroup, communicationName)).toMatchObject(expected);
    expect(await client().get(resourceGroup.toUpperCase(), 'ACS-Chat')).toMatchObject(expected);
  });

  test('gives out the keys that hold at the time', async () => {
    const { communication } = given.azure;
    const before = await client().listKeys(resourceGroup, communicationName);
    expect(before).toMatchObject({
      primaryKey: communication.accessKey('primary'),
      secondaryConnectionString: communication.connectionString('secondary'),
    });
    communication.rotateKey('primary');
    const after = await client().listKeys(resourceGroup, communicationName);
    expect(after.primaryConnectionString).toBe(communication.connectionString('primary'));
    expect(after.primaryKey).not.toBe(before.primaryKey);
  });

  test.each([
    ['another resource', SUBSCRIPTION.id, resourceGroup, 'acs-other', 'ResourceNotFound'],
    ['another group', SUBSCRIPTION.id, 'rg-other', communicationName, 'ResourceGroupNotFound'],
    ['another subscription', crypto.randomUUID(), resourceGroup, communicationName, 'SubscriptionNotFound'],
  ])('does not find %s', async (_what, subscription, group, name, code) => {
    const services = client(all, subscription);
    await expect(services.get(group, name)).rejects.toMatchObject({ statusCode: 404, code });
    await expect(services.listKeys(group, name)).rejects.toMatchObject({ statusCode: 404, code });
  });

  test('lets nobody read keys who may only read', async () => {
    const services = client(['communication.read']);
    await services.get(resourceGroup, communicationName);
    const refusal = { statusCode: 403, code: 'AuthorizationFailed' };
    await expect(services.listKeys(resourceGroup, communicationName)).rejects.toMatchObject(refusal);
    await expect(client([]).get(resourceGroup, communicationName)).rejects.toMatchObject(refusal);
  });

  test('takes no token that is for another service, and no call without a version', async () => {
    const path = `/subscriptions/${SUBSCRIPTION.id}/resourceGroups/${resourceGroup}/providers/Microsoft.Communication/communicationServices/${communicationName}`;
    const url = `${given.azure.managementEndpoint}${path}?api-version=2025-09-01`;
    const forVault = await entraToken(given.azure, 'https://vault.azure.net');
    expect(await call(url)).toMatchObject({ status: 401 });
    expect(await call(url, bearing(forVault))).toMatchObject({ status: 401 });
    const right = await entraToken(given.azure, 'https://management.azure.com/');
    expect(await call(url.replace(/\?.*/, ''), bearing(right))).toMatchObject({ status: 400 });
  });

  test('is in the log of calls by its operations, and meets faults', async () => {
    const services = client();
    given.azure.faults.add({ match: { operation: 'communicationServices.listKeys' }, status: 503 });
    await expect(services.listKeys(resourceGroup, communicationName)).rejects.toMatchObject({
      statusCode: 503,
    });
    await services.get(resourceGroup, communicationName);
    expect(given.azure.calls.count({ operation: 'communicationServices.get', status: 200 })).toBe(1);
  });
});
