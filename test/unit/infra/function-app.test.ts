import { describe, expect, it } from 'vitest';
import { ofType, only, type Snapshot, snapshots } from './snapshots.ts';

const app = (snapshot: Snapshot) => only(snapshot, 'Microsoft.Web/sites');

describe.each(snapshots)('the app of %s', (choice, snapshot) => {
  it('runs Node 24 on Flex Consumption', () => {
    expect(only(snapshot, 'Microsoft.Web/serverfarms').sku).toEqual({ name: 'FC1', tier: 'FlexConsumption' });
    expect(app(snapshot).properties.functionAppConfig.runtime).toEqual({ name: 'node', version: '24' });
    expect(app(snapshot).properties.siteConfig).not.toHaveProperty('linuxFxVersion');
  });

  it('speaks HTTPS, over TLS 1.2 or later, and nothing else', () => {
    const { httpsOnly, siteConfig } = app(snapshot).properties;
    expect(httpsOnly).toBe(true);
    expect(siteConfig).toMatchObject({
      minTlsVersion: '1.2',
      scmMinTlsVersion: '1.2',
      ftpsState: 'Disabled',
    });
  });

  it('keeps its back doors shut', () => {
    const { siteConfig, functionsRuntimeAdminIsolationEnabled } = app(snapshot).properties;
    expect(functionsRuntimeAdminIsolationEnabled).toBe(true);
    expect(siteConfig.remoteDebuggingEnabled).toBe(false);
    expect(siteConfig).not.toHaveProperty('cors');
    const passwords = ofType(snapshot, 'Microsoft.Web/sites/basicPublishingCredentialsPolicies');
    const allowed = passwords.map(({ name, properties }) => [name.split('/')[1], properties.allow]);
    expect(Object.fromEntries(allowed)).toEqual({ scm: false, ftp: false });
  });

  it('asks callers for no client certificate', () => {
    expect(app(snapshot).properties.clientCertEnabled).toBe(false);
  });

  it('has one identity, its own, for all it does', () => {
    const { id } = only(snapshot, 'Microsoft.ManagedIdentity/userAssignedIdentities');
    expect(Object.keys(app(snapshot).identity?.userAssignedIdentities ?? {})).toEqual([id]);
    expect(app(snapshot).properties.functionAppConfig.deployment.storage).toMatchObject({
      type: 'blobContainer',
      authentication: { type: 'UserAssignedIdentity', userAssignedIdentityResourceId: id },
    });
  });

  it('is deployed into a container that exists', () => {
    const containers = ofType(snapshot, 'Microsoft.Storage/storageAccounts/blobServices/containers');
    const names = containers.map(({ name }) => name.split('/').at(-1));
    expect(names).toContain('app-package');
    const { value } = app(snapshot).properties.functionAppConfig.deployment.storage;
    expect(value).toContain(`.primaryEndpoints.blob, 'app-package')`);
  });

  it('is kept warm for HTTP unless told not to be', () => {
    const { alwaysReady, triggers } = app(snapshot).properties.functionAppConfig.scaleAndConcurrency;
    expect(alwaysReady).toEqual(choice === 'long-name' ? [] : [{ name: 'http', instanceCount: 1 }]);
    expect(triggers).toEqual({ http: { perInstanceConcurrency: 16 } });
  });
});
