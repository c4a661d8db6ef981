import { describe, expect, test } from 'vitest';
import { startAzure } from '../../../local/azure/start-azure.ts';
import { bearing, call } from './call.ts';
import { entraToken } from './entra-token.ts';
import { useAzure } from './start.ts';

const given = useAzure();
const url = (path: string, version = '7.6') => `${given.azure.vaultUrl}${path}?api-version=${version}`;
const token = (resource = 'https://vault.azure.net') => entraToken(given.azure, resource);

describe('Key Vault, on the wire', () => {
  const CHALLENGE =
    /^Bearer authorization="https:\/\/login\.microsoftonline\.com\/[0-9a-f-]{36}", resource="https:\/\/vault\.azure\.net"$/;

  test('challenges whoever has no token, another one or one for another service', async () => {
    const elsewhere = await token('https://communication.azure.com');
    const valid = await token();
    const wrong = [`${valid}x`, valid.slice(0, -4), 'a.b.c', 'garbage', elsewhere];
    for (const init of [
      {},
      ...wrong.map((one) => bearing(one)),
      { headers: { authorization: 'Basic eDp5' } },
    ]) {
      const { status, headers, json } = await call(url('/secrets/acs-moderator-id'), init);
      expect(status).toBe(401);
      expect(headers.get('www-authenticate')).toMatch(CHALLENGE);
      expect(json.error.code).toBe('Unauthorized');
    }
  });

  test('refuses a token whose time is over', async () => {
    const old = await token();
    expect((await call(url('/secrets/acs-moderator-id'), bearing(old))).status).toBe(200);
    given.azure.clock.advance(25 * 60 * 60 * 1000);
    expect((await call(url('/secrets/acs-moderator-id'), bearing(old))).status).toBe(401);
  });

  test('takes a token of any emulator with the same certificate, as one Entra serves all', async () => {
    const other = await startAzure();
    try {
      const there = `${other.vaultUrl}/secrets/acs-moderator-id?api-version=7.6`;
      expect((await call(there, bearing(await token()))).status).toBe(200);
    } finally {
      await other.stop();
    }
  });

  test('answers 400 without api-version', async () => {
    const { status, json } = await call(`${given.azure.vaultUrl}/secrets/x`, bearing(await token()));
    expect([status, json.error.code]).toEqual([400, 'BadParameter']);
  });

  test('answers 400 to a value that is none, or a name that cannot be', async () => {
    given.azure.identity.allow('system', 'secrets.set');
    const bearer = await token();
    for (const [path, body] of [
      ['/secrets/x', { value: 1 }],
      ['/secrets/x', []],
      ['/secrets/a_b', { value: 'v' }],
    ] as const) {
      expect((await call(url(path), bearing(bearer, 'PUT', body))).status).toBe(400);
    }
  });

  test('says in the id where the secret is, and echoes the request id', async () => {
    const version = given.azure.vault.setSecret('key', 'one');
    const { headers } = bearing(await token());
    const answer = await call(url('/secrets/key/'), {
      headers: { ...headers, 'x-ms-client-request-id': 'mine' },
    });
    expect(answer.json.id).toBe(`${given.azure.vaultUrl}/secrets/key/${version}`);
    expect(answer.headers.get('x-ms-client-request-id')).toBe('mine');
    expect(answer.json.attributes).toMatchObject({ enabled: true, created: expect.any(Number) });
  });
});
