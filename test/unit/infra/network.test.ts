import { describe, expect, it } from 'vitest';
import { ofType, only, snapshotOf } from './snapshots.ts';

const open = ['default', 'new-acs', 'managed-identity', 'rules'];
const closed = ['vnet', 'long-name'];

describe.each(closed)('%s', (choice) => {
  const snapshot = snapshotOf(choice);
  const storage = only(snapshot, 'Microsoft.Storage/storageAccounts');
  const vault = only(snapshot, 'Microsoft.KeyVault/vaults');
  const network = only(snapshot, 'Microsoft.Network/virtualNetworks');

  const shut = { publicNetworkAccess: 'Disabled', networkAcls: { bypass: 'None', defaultAction: 'Deny' } };

  it('shuts the vault to the public', () => {
    expect(vault.properties).toMatchObject(shut);
  });

  it('shuts storage to the public, and with events to all but what Azure trusts and a role lets in', () => {
    const events = snapshot.outputs.EVENTS_ENABLED === 'true';
    const ajar = {
      publicNetworkAccess: 'Enabled',
      networkAcls: { ...shut.networkAcls, bypass: 'AzureServices' },
    };
    const { publicNetworkAccess, networkAcls } = storage.properties;
    expect({ publicNetworkAccess, networkAcls }).toEqual(events ? ajar : shut);
  });

  it('has a private endpoint for each service that the app uses', () => {
    const connections = ofType(snapshot, 'Microsoft.Network/privateEndpoints').flatMap(
      ({ properties }) => properties.privateLinkServiceConnections,
    );
    const reached = connections.map(({ properties }) => [
      properties.groupIds,
      properties.privateLinkServiceId,
    ]);
    expect(reached).toEqual([
      [['blob'], storage.id],
      [['queue'], storage.id],
      [['table'], storage.id],
      [['vault'], vault.id],
    ]);
  });

  it('has a name for each endpoint that the network can resolve', () => {
    const zones = ofType(snapshot, 'Microsoft.Network/privateDnsZones').map(({ id }) => id);
    const groups = ofType(snapshot, 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups');
    const links = ofType(snapshot, 'Microsoft.Network/privateDnsZones/virtualNetworkLinks');
    expect(zones).toHaveLength(4);
    expect(
      groups.map(({ properties }) => properties.privateDnsZoneConfigs[0].properties.privateDnsZoneId),
    ).toEqual(zones);
    expect(links.map(({ properties }) => properties.virtualNetwork.id)).toEqual(zones.map(() => network.id));
  });

  it('sends from a subnet of its own, delegated to Flex Consumption', () => {
    const subnets = ofType(snapshot, 'Microsoft.Network/virtualNetworks/subnets');
    const delegated = subnets.filter(({ properties }) => properties.delegations);
    expect(delegated.map(({ properties }) => properties.delegations[0].properties.serviceName)).toEqual([
      'Microsoft.App/environments',
    ]);
    expect(only(snapshot, 'Microsoft.Web/sites').properties.virtualNetworkSubnetId).toBe(delegated[0]?.id);
    expect(new Set(subnets.map(({ properties }) => properties.addressPrefix)).size).toBe(2);
  });
});

it('both ways of storage are among what is tried', () => {
  expect(closed.map((choice) => snapshotOf(choice).outputs.EVENTS_ENABLED)).toEqual(['true', 'false']);
});

describe.each(open)('%s', (choice) => {
  it('has no network of its own', () => {
    const types = snapshotOf(choice).predictedResources.map(({ type }) => type);
    expect(types.filter((type) => type.startsWith('Microsoft.Network/'))).toEqual([]);
  });
});
