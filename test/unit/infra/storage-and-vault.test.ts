import { describe, expect, it } from 'vitest';
import { ofType, only, snapshots } from './snapshots.ts';

describe.each(snapshots)('%s', (_, snapshot) => {
  it('has a storage account without keys, without public blobs, over TLS 1.2', () => {
    expect(only(snapshot, 'Microsoft.Storage/storageAccounts').properties).toMatchObject({
      allowSharedKeyAccess: false,
      allowBlobPublicAccess: false,
      allowCrossTenantReplication: false,
      minimumTlsVersion: 'TLS1_2',
      supportsHttpsTrafficOnly: true,
    });
  });

  it('has no hierarchical namespace, which the Functions host cannot use', () => {
    expect(only(snapshot, 'Microsoft.Storage/storageAccounts').properties).not.toHaveProperty('isHnsEnabled');
  });

  it('has containers that nobody reads without signing in', () => {
    const containers = ofType(snapshot, 'Microsoft.Storage/storageAccounts/blobServices/containers');
    expect(new Set(containers.map(({ properties }) => properties.publicAccess))).toEqual(new Set(['None']));
  });

  it('has a vault that goes by roles and that nobody can purge', () => {
    expect(only(snapshot, 'Microsoft.KeyVault/vaults').properties).toMatchObject({
      sku: { name: 'standard' },
      enableRbacAuthorization: true,
      enablePurgeProtection: true,
      enableSoftDelete: true,
      softDeleteRetentionInDays: 90,
    });
  });

  it('lets the vault be read by no other service of Azure', () => {
    const { properties } = only(snapshot, 'Microsoft.KeyVault/vaults');
    expect(properties).not.toHaveProperty('accessPolicies');
    expect(properties.networkAcls.bypass).toBe('None');
    expect(properties).toMatchObject({
      enabledForDeployment: false,
      enabledForDiskEncryption: false,
      enabledForTemplateDeployment: false,
    });
  });
});
