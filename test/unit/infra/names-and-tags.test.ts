import { describe, expect, it } from 'vitest';
import { snapshots } from './snapshots.ts';

// https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules
// The app's 60 are cut to 32: https://learn.microsoft.com/azure/azure-functions/storage-considerations#host-id-considerations
const limits: Readonly<Record<string, RegExp>> = {
  'Microsoft.Resources/resourceGroups': /^[\w().-]{0,89}[\w()-]$/,
  'Microsoft.Web/sites': /^[a-z][a-z0-9-]{0,30}[a-z0-9]$/,
  'Microsoft.Web/serverfarms': /^[a-z0-9-]{1,40}$/i,
  'Microsoft.Storage/storageAccounts': /^[a-z0-9]{3,24}$/,
  'Microsoft.Storage/storageAccounts/blobServices/containers': /^[a-z0-9](-?[a-z0-9]){2,62}$/,
  'Microsoft.KeyVault/vaults': /^[a-z](-?[a-z0-9]){2,23}$/i,
  'Microsoft.Communication/communicationServices': /^[a-z0-9-]{1,63}$/i,
  'Microsoft.ManagedIdentity/userAssignedIdentities': /^[a-z0-9][\w-]{2,127}$/i,
  'Microsoft.OperationalInsights/workspaces': /^[a-z0-9][a-z0-9-]{2,61}[a-z0-9]$/i,
  'Microsoft.Insights/components': /^[\w().-]{1,255}$/,
  'Microsoft.Network/virtualNetworks': /^[a-z0-9][\w.-]{0,62}\w$/i,
  'Microsoft.Network/virtualNetworks/subnets': /^[a-z0-9][\w.-]{0,78}\w$/i,
  'Microsoft.Network/privateEndpoints': /^[a-z0-9][\w.-]{0,78}\w$/i,
};

/** The types that take no tags; they belong to one that does. */
const untagged =
  /(diagnosticSettings|roleAssignments|(blob|queue|table)Services|containers|subnets|privateDnsZoneGroups|basicPublishingCredentialsPolicies)$/;

/** Names that Azure or the design fixes. */
const fixed =
  /^Microsoft\.(Insights\/diagnosticSettings|Authorization\/roleAssignments|Network\/private(DnsZones|Endpoints\/)|Storage\/storageAccounts\/\w+Services$|Web\/sites\/)/;

describe.each(snapshots)('%s', (choice, { predictedResources }) => {
  it('has names within the limits of Azure', () => {
    const wrong = predictedResources
      .filter(({ type }) => !fixed.test(type))
      .filter(({ type, name }) => !limits[type]?.test(name.split('/').at(-1) ?? ''));
    expect(wrong.map(({ type, name }) => `${type} ${name}`)).toEqual([]);
  });

  it('has tags on all that takes them', () => {
    const environment = choice === 'long-name' ? sixty : 'moderation';
    const wrong = predictedResources
      .filter(({ type }) => !untagged.test(type))
      .filter(({ tags }) => tags?.app !== 'chat-bouncer' || tags['azd-env-name'] !== environment);
    expect(wrong.map(({ type }) => type)).toEqual([]);
  });

  it('has the tag by which azd finds the app on the app alone', () => {
    const found = predictedResources.filter(({ tags }) => tags?.['azd-service-name']);
    expect(found.map(({ type, tags }) => [type, tags?.['azd-service-name']])).toEqual([
      ['Microsoft.Web/sites', 'bouncer'],
    ]);
  });
});

const sixty = 'A.very_long-environment(name)-of-sixty-characters-altogether';

it('the long name is one of sixty characters', () => {
  expect(sixty).toHaveLength(60);
});
