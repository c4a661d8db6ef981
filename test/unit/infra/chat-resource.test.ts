import { describe, expect, it } from 'vitest';
import { appSettings } from './app-settings.ts';
import { ofType, snapshotOf } from './snapshots.ts';

const type = 'Microsoft.Communication/communicationServices';

describe.each(['default', 'vnet', 'managed-identity'])('%s', (choice) => {
  const snapshot = snapshotOf(choice);

  it('leaves the existing chat resource as it is, in its own group', () => {
    expect(ofType(snapshot, type)).toEqual([]);
    expect(snapshot.outputs).toMatchObject({ ACS_NAME: 'our-chat', ACS_RESOURCE_GROUP: 'rg-our-chat' });
  });

  it('asks that resource for the endpoint', () => {
    expect(appSettings(snapshot).get('ACS_ENDPOINT')).toMatch(
      /^\[format\('https:\/\/\{0\}', reference\('.*\/rg-our-chat\/.*\/our-chat', '[\d-]+'\)\.hostName\)\]$/,
    );
  });
});

describe.each([
  ['new-acs', 'Europe'],
  ['long-name', 'United States'],
])('%s', (choice, dataLocation) => {
  const snapshot = snapshotOf(choice);
  const made = ofType(snapshot, type);

  it('makes a chat resource beside the app', () => {
    expect(made).toHaveLength(1);
    expect(made[0]).toMatchObject({ location: 'global', properties: { dataLocation } });
    expect(made[0]?.id).toContain(`/resourceGroups/${snapshot.outputs.AZURE_RESOURCE_GROUP}/`);
  });

  it('names it in the outputs and asks it for the endpoint', () => {
    expect(snapshot.outputs.ACS_NAME).toBe(made[0]?.name);
    expect(appSettings(snapshot).get('ACS_ENDPOINT')).toContain(`reference('${made[0]?.id}'`);
  });
});
