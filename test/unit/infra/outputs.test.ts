import { describe, expect, it } from 'vitest';
import { snapshots } from './snapshots.ts';

// What azd and the hooks are told.
const names = [
  'ACS_CREDENTIAL',
  'ACS_ENDPOINT',
  'ACS_NAME',
  'ACS_RESOURCE_GROUP',
  'APPLICATIONINSIGHTS_NAME',
  'AZURE_FUNCTION_APP_NAME',
  'AZURE_FUNCTION_APP_URL',
  'AZURE_RESOURCE_GROUP',
  'BOUNCER_CLIENT_ID',
  'BOUNCER_PRINCIPAL_ID',
  'EVENTS_DEAD_LETTERS',
  'EVENTS_ENABLED',
  'EVENTS_TOPIC_NAME',
  'KEY_VAULT_NAME',
  'KEY_VAULT_URL',
];

describe.each(snapshots)('%s', (_, { outputs }) => {
  it('hands these to azd and to its hooks', () => {
    expect(Object.keys(outputs)).toEqual(names);
  });

  it('does not hand out AZURE_CLIENT_ID, which in a hook names the client to sign in as', () => {
    expect(outputs).not.toHaveProperty('AZURE_CLIENT_ID');
  });
});
