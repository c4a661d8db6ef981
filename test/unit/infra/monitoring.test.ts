import { describe, expect, it } from 'vitest';
import { appSettings } from './app-settings.ts';
import { ofType, only, snapshots } from './snapshots.ts';

describe.each(snapshots)('%s', (choice, snapshot) => {
  it('takes telemetry from whoever signs in with Entra only', () => {
    expect(only(snapshot, 'Microsoft.Insights/components').properties.DisableLocalAuth).toBe(true);
    expect(only(snapshot, 'Microsoft.OperationalInsights/workspaces').properties.features).toEqual({
      disableLocalAuth: true,
    });
    expect(appSettings(snapshot).get('APPLICATIONINSIGHTS_AUTHENTICATION_STRING')).toMatch(
      /^\[format\('ClientId=\{0\};Authorization=AAD', reference\('.*\/id-bouncer-\w+', '[\d-]+'\)\.clientId\)\]$/,
    );
  });

  it('keeps telemetry in the one workspace', () => {
    const { id } = only(snapshot, 'Microsoft.OperationalInsights/workspaces');
    expect(only(snapshot, 'Microsoft.Insights/components').properties.WorkspaceResourceId).toBe(id);
    const settings = ofType(snapshot, 'Microsoft.Insights/diagnosticSettings');
    expect(settings.map(({ properties }) => properties.workspaceId)).toEqual(settings.map(() => id));
  });

  it('has diagnostics of the vault, of each storage service and of the app', () => {
    const settings = ofType(snapshot, 'Microsoft.Insights/diagnosticSettings');
    const sources = settings.map(({ id, properties }) => [
      /providers\/([^/]+\/[^/]+)\/[^/]+(?:\/([^/]+)\/default)?\/providers\/Microsoft.Insights/
        .exec(id)
        ?.slice(1),
      properties.logs,
    ]);
    const storageLogs = [{ categoryGroup: 'allLogs', enabled: choice === 'long-name' }];
    expect(sources).toEqual([
      [['Microsoft.KeyVault/vaults', undefined], [{ categoryGroup: 'audit', enabled: true }]],
      [['Microsoft.Storage/storageAccounts', 'blobServices'], storageLogs],
      [['Microsoft.Storage/storageAccounts', 'queueServices'], storageLogs],
      [['Microsoft.Storage/storageAccounts', 'tableServices'], storageLogs],
      [['Microsoft.Web/sites', undefined], [{ category: 'FunctionAppLogs', enabled: true }]],
    ]);
  });
});
