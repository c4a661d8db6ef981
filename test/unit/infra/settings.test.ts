import { describe, expect, it } from 'vitest';
import { settingNames } from '../../../src/config.ts';
import { appSettings } from './app-settings.ts';
import { snapshots } from './snapshots.ts';

// https://learn.microsoft.com/azure/azure-functions/functions-reference#configure-an-identity-based-connection
const ofTheHost = [
  'APPLICATIONINSIGHTS_AUTHENTICATION_STRING',
  'APPLICATIONINSIGHTS_CONNECTION_STRING',
  'AzureWebJobsStorage__blobServiceUri',
  'AzureWebJobsStorage__clientId',
  'AzureWebJobsStorage__credential',
  'AzureWebJobsStorage__queueServiceUri',
  'AzureWebJobsStorage__tableServiceUri',
];

/** Settings of ours that the template leaves to their default, and why. */
const leftToTheirDefault: Readonly<Record<string, string>> = {
  AzureWebJobsStorage:
    'a connection string holds a key; the account is reached by its endpoints and the identity',
};

describe.each(snapshots)('the settings of %s', (_, snapshot) => {
  const names = [...appSettings(snapshot).keys()];

  it('are each read by the app or by the host', () => {
    const read = new Set<string>([...settingNames, ...ofTheHost]);
    expect(names.filter((name) => !read.has(name))).toEqual([]);
  });

  it('hold each that the app reads, unless it has a default', () => {
    const missing = settingNames.filter((name) => !names.includes(name));
    expect(missing).toEqual(Object.keys(leftToTheirDefault));
  });

  it('hold each that the host needs', () => {
    expect(names).toEqual(expect.arrayContaining(ofTheHost));
  });

  it('are not the ones that Flex Consumption has replaced', () => {
    // https://learn.microsoft.com/azure/azure-functions/functions-app-settings#flex-consumption-plan-deprecations
    const replaced =
      /^(FUNCTIONS_(WORKER_RUNTIME|EXTENSION_VERSION|WORKER_PROCESS_COUNT)|WEBSITE_|SCM_|ENABLE_ORYX|AzureWebJobsStorage$|AzureWebJobsDashboard$)/i;
    expect(names.filter((name) => replaced.test(name))).toEqual([]);
  });

  it('are never empty', () => {
    expect([...appSettings(snapshot).values()].filter((value) => !value)).toEqual([]);
  });
});

describe('ACS_CREDENTIAL', () => {
  it.each([
    ['default', 'connection-string'],
    ['managed-identity', 'managed-identity'],
  ])('of %s is %s', (choice, credential) => {
    const [, snapshot] = snapshots.find(([name]) => name === choice) ?? [];
    expect(snapshot && appSettings(snapshot).get('ACS_CREDENTIAL')).toBe(credential);
  });
});
