import { describe, expect, test } from 'vitest';
import {
  COMMUNICATION_ID,
  resourceIdIn,
  SUBSCRIPTION,
} from '../../../local/azure/management/subscription.ts';
import { bearing, call } from './call.ts';
import { entraToken } from './entra-token.ts';
import { useAzure } from './start.ts';

const given = useAzure();
const topics = resourceIdIn(SUBSCRIPTION.resourceGroup, 'Microsoft.EventGrid/systemTopics');
const functions = resourceIdIn(
  SUBSCRIPTION.appGroup,
  `Microsoft.Web/sites/${SUBSCRIPTION.appName}/functions`,
);
const container = resourceIdIn(
  SUBSCRIPTION.appGroup,
  'Microsoft.Storage/storageAccounts/st/blobServices/default/containers/dead-letters',
);

async function ask(method: 'GET' | 'PUT', path: string, body?: object) {
  const { azure } = given;
  azure.identity.allow('system', 'eventGrid.read', 'eventGrid.write', 'functions.read', 'roleAssignments');
  const token = await entraToken(azure, 'https://management.azure.com');
  const url = path.startsWith('https:') ? path : `${azure.managementEndpoint}${path}?api-version=2025-02-15`;
  const { status, headers, json } = await call(url, bearing(token, method, body));
  return { status, address: headers.get('azure-asyncoperation') ?? '', body: json };
}

const topic = {
  location: 'global',
  identity: { type: 'SystemAssigned' },
  properties: { source: COMMUNICATION_ID, topicType: 'Microsoft.Communication.CommunicationServices' },
};

describe('Azure Resource Manager, of Event Grid', () => {
  test('makes a topic, and tells at the address it names when that is done', async () => {
    const begun = await ask('PUT', `${topics}/egst`, topic);
    expect(begun).toMatchObject({ status: 201, body: { properties: { provisioningState: 'Creating' } } });
    const { address } = begun;
    expect(await ask('GET', address)).toMatchObject({ body: { status: 'InProgress' } });
    expect(await ask('GET', address)).toMatchObject({ body: { status: 'Succeeded' } });
    const made = { name: 'egst', identity: { principalId: expect.any(String) } };
    expect(await ask('GET', `${topics}/egst`)).toMatchObject({ status: 200, body: made });
    expect(await ask('GET', topics)).toMatchObject({ body: { value: [made] } });
  });

  test('has one topic a source, in its group, and global', async () => {
    expect(await ask('PUT', `${topics}/egst`, { ...topic, location: 'westeurope' })).toMatchObject({
      status: 400,
    });
    const elsewhere = topics.replace(SUBSCRIPTION.resourceGroup, SUBSCRIPTION.appGroup);
    expect(await ask('PUT', `${elsewhere}/egst`, topic)).toMatchObject({ status: 400 });
    given.azure.management.systemTopics.add('first', { identity: true });
    expect(await ask('PUT', `${topics}/second`, topic)).toMatchObject({ status: 409 });
  });

  test('subscribes only functions that there are, and that take events', async () => {
    const { functionApp, systemTopics } = given.azure.management;
    systemTopics.add('egst', { identity: true });
    const destination = { endpointType: 'AzureFunction', properties: { resourceId: `${functions}/takes` } };
    const subscribe = async () => {
      const begun = await ask('PUT', `${topics}/egst/eventSubscriptions/s`, { properties: { destination } });
      const { address } = begun;
      await ask('GET', address);
      return (await ask('GET', address)).body;
    };
    const failed = { status: 'Failed', error: { code: 'Endpoint validation' } };
    expect(await subscribe()).toMatchObject(failed);
    functionApp.deploy({ takes: 'httpTrigger' });
    expect(await subscribe()).toMatchObject(failed);
    functionApp.deploy({ takes: 'eventGridTrigger' });
    expect(await subscribe()).toMatchObject({ status: 'Succeeded' });
  });

  test('keeps dead letters by an identity that the topic has', async () => {
    given.azure.management.systemTopics.add('egst', { identity: false });
    const deadLetterWithResourceIdentity = { identity: { type: 'SystemAssigned' } };
    const path = `${topics}/egst/eventSubscriptions/s`;
    expect(await ask('PUT', path, { properties: { deadLetterWithResourceIdentity } })).toMatchObject({
      status: 400,
    });
  });

  test('shows functions, and finds nothing that is not there', async () => {
    given.azure.management.functionApp.deploy({ takes: 'eventGridTrigger' });
    expect(await ask('GET', `${functions}/takes`)).toMatchObject({ status: 200 });
    const missing = { status: 404, body: { error: { code: 'ResourceNotFound' } } };
    for (const path of [`${functions}/other`, `${topics}/x`, `${topics}/x/eventSubscriptions/y`]) {
      expect(await ask('GET', path)).toMatchObject(missing);
    }
  });

  test('assigns a role once, under whatever name', async () => {
    const at = (name: string) => `${container}/providers/Microsoft.Authorization/roleAssignments/${name}`;
    const properties = { principalId: 'p', roleDefinitionId: '/r' };
    expect(await ask('GET', at('one'))).toMatchObject({ status: 404 });
    expect(await ask('PUT', at('one'), { properties })).toMatchObject({ status: 201 });
    expect(await ask('GET', at('one'))).toMatchObject({ status: 200, body: { properties } });
    const exists = { status: 409, body: { error: { code: 'RoleAssignmentExists' } } };
    expect(await ask('PUT', at('two'), { properties })).toMatchObject(exists);
  });
});
