import { describe, expect, it } from 'vitest';
import { choices } from '../../../infra/scripts/choices.ts';
import { readConfig, settingNames } from '../../../src/config.ts';
import { appSettings } from './app-settings.ts';
import { snapshotOf, snapshots } from './snapshots.ts';

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

/** The one setting of ours that no choice sets: a connection string holds a key, and the identity needs none. */
const never = ['AzureWebJobsStorage'];

/** Settings that are left out, and so to the app, unless somebody chooses: empty they may not be. */
const ifChosen = ['PROTECTED_PARTICIPANTS', 'MAX_FANOUT', 'CLEANUP_RULES'];

/** The choice that chooses all of them. */
const chooser = 'rules';

describe.each(snapshots)('the settings of %s', (choice, snapshot) => {
  const names = [...appSettings(snapshot).keys()];

  it('are each read by the app or by the host', () => {
    const read = new Set<string>([...settingNames, ...ofTheHost]);
    expect(names.filter((name) => !read.has(name))).toEqual([]);
  });

  it('hold each that the app reads, unless it has a default and nobody has chosen', () => {
    const missing = settingNames.filter((name) => !names.includes(name));
    expect(missing.sort()).toEqual([...never, ...(choice === chooser ? [] : ifChosen)].sort());
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

  it('are such as the app can work with', () => {
    // What is known at deployment only is an expression until then.
    const known = [...appSettings(snapshot)].map(([name, value]) => {
      if (!/^\[(format|reference)\(/.test(value)) return [name, value];
      return [name, name === 'AZURE_CLIENT_ID' ? crypto.randomUUID() : 'https://known-then.example'];
    });
    expect(() => readConfig(Object.fromEntries(known))).not.toThrow();
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

describe('what was chosen', () => {
  it('is handed on as it was written', () => {
    const chosen = choices[chooser];
    const settings = appSettings(snapshotOf(chooser));
    for (const name of [...ifChosen, 'ACS_ACTING_IDENTITY', 'ENFORCEMENT', 'WEBHOOK_SOURCES']) {
      expect(settings.get(name)).toBe(chosen?.[name]);
    }
  });

  it.each([
    ['ACS_ACTING_IDENTITY', 'moderator'],
    ['ENFORCEMENT', 'on'],
    ['WEBHOOK_SOURCES', '[{"name":"default","format":"native","signature":"standard-webhooks"}]'],
  ])('of %s is %s where nobody has', (name, value) => {
    expect(appSettings(snapshotOf('default')).get(name)).toBe(value);
  });
});
