import { request } from 'node:https';
import { describe, expect, test } from 'vitest';
import { startAzure } from '../../../local/azure/start-azure.ts';
import { call } from './call.ts';
import { useAzure } from './start.ts';

const given = useAzure();

/** The status for a Host header that no client would send. */
const statusFor = (host: string) =>
  new Promise<number | undefined>((resolve, reject) => {
    const options = {
      host: '127.0.0.1',
      port: given.azure.port,
      path: '/secrets/x',
      headers: { host },
      servername: 'localhost',
      agent: false,
    };
    request(options, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .once('error', reject)
      .end();
  });

describe('the one HTTPS door', () => {
  test.each(['other.vault.azure.net', 'vault.azure.net', 'evil.example:443'])(
    'answers 421 to the host name "%s"',
    async (host) => {
      expect(await statusFor(host)).toBe(421);
    },
  );

  test('knows its host names in either case, with any port', async () => {
    expect(await statusFor('LOCAL.vault.azure.net:1')).toBe(401);
  });

  test('keeps the services apart: one has no routes of another', async () => {
    const { communicationEndpoint, vaultUrl } = given.azure;
    expect((await call(`${communicationEndpoint}/secrets/x`)).status).toBe(404);
    expect((await call(`${vaultUrl}/identities`, { method: 'POST' })).status).toBe(404);
    expect((await call(`${vaultUrl}/msi/token`)).status).toBe(404);
    expect(given.azure.calls.list().map(({ operation, service }) => `${service} ${operation}`)).toEqual([
      'communication unknown',
      'key-vault unknown',
      'key-vault unknown',
    ]);
  });

  test('answers 404 to a path that is not valid percent-encoding', async () => {
    expect((await call(`${given.azure.vaultUrl}/secrets/%E0%A4%A`)).status).toBe(404);
  });

  test('answers 413 to a body over 1 MiB', async () => {
    const body = Buffer.alloc(1024 * 1024 + 1);
    expect(
      (await call(`${given.azure.communicationEndpoint}/identities`, { method: 'POST', body })).status,
    ).toBe(413);
  });

  test('is not there for plain http', async () => {
    await expect(fetch(`http://127.0.0.1:${given.azure.port}/`)).rejects.toThrow();
  });
});

test('a port that is taken is an error at the start', async () => {
  await expect(startAzure({ port: given.azure.port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
});

test('emulators beside each other share nothing but the CA', async () => {
  const other = await startAzure();
  try {
    expect(other.caFile).toBe(given.azure.caFile);
    expect(other.port).not.toBe(given.azure.port);
    const common = other.issuedSecrets().filter((secret) => given.azure.issuedSecrets().includes(secret));
    expect(common).toEqual([]);
  } finally {
    await other.stop();
  }
});

test('the settings name everything an app needs', () => {
  const { azure } = given;
  expect(azure.appSettings()).toEqual({
    ACS_CREDENTIAL: 'connection-string',
    ACS_ENDPOINT: `https://local.communication.azure.com:${azure.port}`,
    IDENTITY_ENDPOINT: `https://127.0.0.1:${azure.port}/msi/token`,
    IDENTITY_HEADER: azure.identityHeader,
    KEY_VAULT_URL: `https://local.vault.azure.net:${azure.port}`,
    NODE_EXTRA_CA_CERTS: azure.caFile,
    NODE_OPTIONS: expect.stringMatching(/^--import=file:\/\/\/\S+\/names\.mjs$/),
  });
});
