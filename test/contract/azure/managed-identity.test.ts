import { randomUUID } from 'node:crypto';
import { ManagedIdentityCredential } from '@azure/identity';
import { describe, expect, test } from 'vitest';
import { call } from './call.ts';
import { useAzure } from './start.ts';

const given = useAzure();
const VAULT = 'https://vault.azure.net';

const ask = (query: Record<string, string>, header: string = given.azure.identityHeader) =>
  call(`${given.azure.identityEndpoint}?${new URLSearchParams({ 'api-version': '2019-08-01', ...query })}`, {
    headers: { 'x-identity-header': header },
  });

describe('the App Service managed-identity endpoint', () => {
  test('gives the system-assigned identity a token', async () => {
    const { status, json } = await ask({ resource: VAULT });
    expect(status).toBe(200);
    expect(json).toMatchObject({ resource: VAULT, token_type: 'Bearer' });
    expect(json.access_token.split('.')).toHaveLength(3);
    expect(json.expires_on).toMatch(/^\d{10}$/);
    expect(Number(json.expires_on) * 1000).toBeGreaterThan(given.azure.clock.now());
  });

  test('gives no two tokens alike', async () => {
    const [one, two] = await Promise.all([ask({ resource: VAULT }), ask({ resource: VAULT })]);
    expect(one.json.access_token).not.toBe(two.json.access_token);
  });

  test.each(['client_id', 'principal_id', 'object_id', 'mi_res_id'])(
    'knows a user-assigned identity by %s',
    async (name) => {
      const identity = given.azure.identity.addUserAssigned();
      const ids = { client_id: identity.clientId, mi_res_id: identity.resourceId };
      const id = { ...ids, principal_id: identity.principalId, object_id: identity.principalId }[name] ?? '';
      const { json } = await ask({ resource: VAULT, [name]: id });
      expect(json.client_id).toBe(identity.clientId);
    },
  );

  test('takes a client id in either case', async () => {
    const { clientId } = given.azure.identity.addUserAssigned();
    expect((await ask({ resource: VAULT, client_id: clientId.toUpperCase() })).status).toBe(200);
  });

  const wrong: Array<[string, Record<string, string>]> = [
    ['no resource', {}],
    ['an empty resource', { resource: '' }],
    ['a resource that is no URI', { resource: 'vault' }],
    ['an unknown client id', { resource: VAULT, client_id: randomUUID() }],
    ['an unknown principal', { resource: VAULT, principal_id: randomUUID() }],
    ['another version', { resource: VAULT, 'api-version': '2017-09-01' }],
  ];
  test.each(wrong)('answers 400 to %s', async (_name, query) => {
    const { status, json } = await ask(query);
    expect(status).toBe(400);
    expect(json).toMatchObject({ statusCode: 400, message: expect.any(String) });
  });

  test('answers 401 without the right X-IDENTITY-HEADER', async () => {
    expect((await ask({ resource: VAULT }, 'guess')).status).toBe(401);
    expect(
      (await call(`${given.azure.identityEndpoint}?api-version=2019-08-01&resource=${VAULT}`)).status,
    ).toBe(401);
  });
});

describe('ManagedIdentityCredential, on an https endpoint with a port', () => {
  test('gets a token, once for many calls', async () => {
    const { clientId } = given.azure.identity.addUserAssigned();
    const credential = new ManagedIdentityCredential({ clientId });
    const first = await credential.getToken(`${VAULT}/.default`);
    const second = await credential.getToken(`${VAULT}/.default`);
    expect(second.token).toBe(first.token);
    expect(given.azure.calls.list({ operation: 'msi.token' })).toMatchObject([
      { clientId, resource: VAULT, status: 200, service: 'managed-identity' },
    ]);
  });

  test('fails for an identity that is not assigned', async () => {
    const credential = new ManagedIdentityCredential({
      clientId: randomUUID(),
      retryOptions: { maxRetries: 0 },
    });
    await expect(credential.getToken(`${VAULT}/.default`)).rejects.toThrow(/No managed identity/);
  });
});

test('an identity added to the app is gone after a reset, the system-assigned one stays', () => {
  const { identity } = given.azure;
  identity.addUserAssigned();
  identity.deny('system', 'secrets.get');
  given.azure.reset();
  expect(identity.list()).toHaveLength(1);
  expect(identity.list()[0]?.rights.has('secrets.get')).toBe(true);
  expect(() => identity.allow(randomUUID(), 'secrets.get')).toThrow(/No managed identity/);
});
