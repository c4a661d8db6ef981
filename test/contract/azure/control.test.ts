import { describe, expect, test } from 'vitest';
import { bearing, call } from './call.ts';
import { useAzure } from './start.ts';

const given = useAzure();

/** A person at the control door. */
async function control(method: string, path: string, body?: unknown) {
  const { status, json } = await call(`${given.azure.controlUrl}${path}`, {
    method,
    headers: { 'x-control-key': given.azure.controlKey },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  expect(status, JSON.stringify(json)).toBe(200);
  return json;
}

const read = async () => (await call(`${given.azure.vaultUrl}/secrets/x`)).status;

describe('the control door', () => {
  test('opens for its key only, and does nothing for others', async () => {
    for (const headers of [{}, { 'x-control-key': '' }, { 'x-control-key': 'guess' }] as Record<
      string,
      string
    >[]) {
      const { status } = await call(`${given.azure.controlUrl}/reset`, { method: 'POST', headers });
      expect(status).toBe(401);
    }
  });

  test('is no call of the app, and no fault meets it', async () => {
    await control('POST', '/faults', { status: 503, times: 'always' });
    expect(await control('GET', '/faults')).toMatchObject([{ status: 503, hits: 0 }]);
    expect(await control('GET', '/calls')).toEqual([]);
  });

  test('shows calls, all or those asked for, and forgets them', async () => {
    await read();
    expect(await control('GET', '/calls?operation=secrets.get&status=401')).toMatchObject([{ secret: 'x' }]);
    expect(await control('GET', '/calls?status=200')).toEqual([]);
    await control('DELETE', '/calls');
    expect(given.azure.calls.count()).toBe(0);
  });

  test('makes faults, and ends them', async () => {
    await control('POST', '/faults', { match: { secret: 'x' }, status: 500, times: 'always' });
    expect(await read()).toBe(500);
    await control('DELETE', '/faults');
    expect(await read()).toBe(401);
  });

  test('sets and deletes secrets, and names them without their values', async () => {
    const { version } = await control('PUT', '/secrets/mine', { value: 'hidden' });
    expect(given.azure.vault.find('mine', version)?.value).toBe('hidden');
    expect(await control('GET', '/secrets')).toContain('mine');
    await control('DELETE', '/secrets/mine');
    expect(given.azure.vault.find('mine')).toBeUndefined();
  });

  test('rotates a key, in the vault as well unless told otherwise', async () => {
    const { communication, vault } = given.azure;
    const inVault = () => vault.find('acs-connection-string')?.value;
    const before = inVault();
    await control('POST', '/rotate/secondary', { keepVault: true });
    expect(inVault()).toBe(before);
    await control('POST', '/rotate/secondary');
    expect(inVault()).toBe(communication.connectionString('secondary'));
    await control('POST', '/rotate/primary');
    expect(inVault()).toBe(communication.connectionString());
    expect(inVault()).not.toBe(before);
  });

  test('makes identities and threads, and moves people in and out', async () => {
    const { id: person } = await control('POST', '/identities');
    const { id } = await control('POST', '/threads', {
      topic: 'Lunch',
      members: [given.azure.moderatorId, person],
    });
    const path = `/threads/${encodeURIComponent(id)}`;
    expect(await control('GET', '/threads')).toEqual([
      { id, topic: 'Lunch', members: [given.azure.moderatorId, person] },
    ]);
    expect(await control('POST', path, { add: ['8:orgid:x'], remove: [person] })).toEqual([
      given.azure.moderatorId,
      '8:orgid:x',
    ]);
    expect(await control('GET', path)).toHaveLength(2);
  });

  test('lets time pass', async () => {
    const { token } = given.azure.communication.issueToken(given.azure.moderatorId);
    const before = Date.parse((await control('GET', '/clock')).now);
    await control('POST', '/clock', { advanceMs: 3_600_000 });
    expect(Date.parse((await control('GET', '/clock')).now) - before).toBeGreaterThanOrEqual(3_600_000);
    const threads = `${given.azure.communicationEndpoint}/chat/threads?api-version=2025-03-15`;
    expect((await call(threads, bearing(token))).status).toBe(401);
  });

  test('turns the switches', async () => {
    await control('PATCH', '/behaviour', { removeNonMember: 404 });
    expect(given.azure.communication.behaviour.removeNonMember).toBe(404);
    expect(await control('GET', '/behaviour')).toMatchObject({ removeNonMember: 404, rateLimits: 'on' });
  });

  test('starts anew, with the keys that apps hold', async () => {
    const connection = given.azure.communication.connectionString();
    given.azure.communication.threads.create();
    await control('POST', '/reset');
    expect(await control('GET', '/threads')).toEqual([]);
    expect(given.azure.vault.find('acs-connection-string')?.value).toBe(connection);
  });

  test.each([
    ['GET', '/threads/none', undefined, 404],
    ['GET', '/nowhere', undefined, 404],
    ['POST', '/faults', '[]', 400],
    ['POST', '/faults', '{', 400],
    ['PATCH', '/behaviour', '{"removeNonmember":404}', 400],
    ['POST', '/faults', '{"staus":503}', 400],
    ['POST', '/rotate/third', undefined, 404],
  ])('says what is wrong with %s %s %s', async (method, path, body, expected) => {
    const headers = { 'x-control-key': given.azure.controlKey };
    const answer = await call(`${given.azure.controlUrl}${path}`, {
      method,
      headers,
      ...(body ? { body } : {}),
    });
    expect([answer.status, typeof answer.json.error.message]).toEqual([expected, 'string']);
  });
});
