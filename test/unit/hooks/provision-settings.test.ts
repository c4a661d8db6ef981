import { describe, expect, it } from 'vitest';
import type { Environment } from '../../../infra/hooks/azd-environment.ts';
import { type ModeratorFlags, provisionSettings } from '../../../infra/hooks/provision-settings.ts';
import template from '../../../infra/main.json' with { type: 'json' };

const id = '8:acs:11111111-1111-4111-8111-111111111111_22222222-2222-4222-8222-222222222222';
const subscriptionId = '33333333-3333-4333-8333-333333333333';
const outputs = {
  AZURE_SUBSCRIPTION_ID: subscriptionId,
  ACS_NAME: 'acs',
  ACS_RESOURCE_GROUP: 'rg',
  ACS_ENDPOINT: 'https://acs.communication.azure.com',
  KEY_VAULT_NAME: 'kv',
  KEY_VAULT_URL: 'https://kv.vault.azure.net',
};
const read = (more: Environment = {}, flags: ModeratorFlags = {}) =>
  provisionSettings({ ...outputs, ...more }, flags);

describe('the settings of npm run provision', () => {
  it('are what azd has provisioned', () => {
    expect(read()).toEqual({
      vaultUrl: 'https://kv.vault.azure.net',
      vaultName: 'kv',
      chat: { subscriptionId, resourceGroup: 'rg', name: 'acs', endpoint: outputs.ACS_ENDPOINT },
      credential: 'connection-string',
      moderator: 'as-it-is',
      signingKeys: [{ secret: 'webhook-signing-key', origin: 'fresh-whsec', sources: ['default'] }],
    });
  });

  it.each(Object.keys(outputs))('name %s when it is missing', (name) => {
    expect(() => read({ [name]: undefined })).toThrow(new RegExp(`^${name} is not set`));
  });

  it('are each an output of the template, or known to azd itself', () => {
    const given = Object.keys(template.outputs);
    const ours = Object.keys(outputs).filter((name) => name !== 'AZURE_SUBSCRIPTION_ID');
    expect(given).toEqual(expect.arrayContaining([...ours, 'ACS_CREDENTIAL']));
  });

  it('refuse the name of a subscription in place of its id', () => {
    expect(() => read({ AZURE_SUBSCRIPTION_ID: 'Pay-As-You-Go' })).toThrow(/not the id of a subscription/);
  });

  it.each(['connection-string', 'managed-identity', 'access-token'])('know the mode %s', (mode) => {
    expect(read({ ACS_CREDENTIAL: mode, BOUNCER_PRINCIPAL_ID: 'p' }).credential).toBe(mode);
  });

  it('have the identity of the app where that needs a role, and only there', () => {
    expect(() => read({ ACS_CREDENTIAL: 'managed-identity' })).toThrow(/^BOUNCER_PRINCIPAL_ID is not set/);
    const BOUNCER_PRINCIPAL_ID = 'p';
    expect(read({ ACS_CREDENTIAL: 'managed-identity', BOUNCER_PRINCIPAL_ID }).principalId).toBe('p');
    expect(read({ BOUNCER_PRINCIPAL_ID })).not.toHaveProperty('principalId');
    expect(Object.keys(template.outputs)).toContain('BOUNCER_PRINCIPAL_ID');
  });

  it('take the moderator from the command line before the environment', () => {
    expect(read({ ACS_MODERATOR_ID: ` ${id} ` }).moderator).toEqual({ id });
    expect(read({ ACS_MODERATOR_ID: 'wrong' }, { moderator: id }).moderator).toEqual({ id });
    expect(read({ ACS_MODERATOR_ID: id }, { 'create-moderator': true }).moderator).toBe('new');
  });

  it.each([
    ['true', 'new'],
    ['TRUE', 'new'],
    ['false', 'as-it-is'],
    ['', 'as-it-is'],
  ])('understand ACS_CREATE_MODERATOR=%s as %s', (value, moderator) => {
    expect(read({ ACS_CREATE_MODERATOR: value }).moderator).toBe(moderator);
  });

  it.each(['', '8:acs:x', '8:orgid:11111111-1111-4111-8111-111111111111', 'me'])(
    'refuse %j as a moderator given on the command line',
    (moderator) => {
      expect(() => read({}, { moderator })).toThrow(/not the id of an ACS user/);
    },
  );
});
