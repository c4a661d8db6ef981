import { describe, expect, it } from 'vitest';
import { ofType, only, snapshotOf } from './snapshots.ts';

const open = ['default', 'new-acs', 'managed-identity'];
const closed = ['vnet', 'long-name'];

describe.each(closed)('%s', (choice) => {
  const snapshot = snapshotOf(choice);
  const storage = only(snapshot, 'Microsoft.Storage/storageAccounts');
  const vault = only(snapshot, 'Microsoft.KeyVault/vaults');
  const network = only(snapshot, 'Microsoft.Network/virtualNetworks');

  it.each([storage, vault])('shuts $type to the public', ({ properties }) => {
    expect(properties.publicNetworkAccess).toBe('Disabled');
    expect(properties.networkAcls).toEqual({ bypass: 'None', defaultAction: 'Deny' });
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

describe.each(open)('%s', (choice) => {
  it('has no network of its own', () => {
    const types = snapshotOf(choice).predictedResources.map(({ type }) => type);
    expect(types.filter((type) => type.startsWith('Microsoft.Network/'))).toEqual([]);
  });
});
