import { randomUUID } from 'node:crypto';
import { CommunicationIdentityClient } from '@azure/communication-identity';
import { ManagedIdentityCredential } from '@azure/identity';
import { describe, expect, test } from 'vitest';
import { SCOPES } from '../../../local/azure/communication/user-tokens.ts';
import { bearing, call } from './call.ts';
import { entraToken } from './entra-token.ts';
import { useAzure } from './start.ts';

const given = useAzure();
const client = (connection = given.azure.communication.connectionString()) =>
  new CommunicationIdentityClient(connection, { retryOptions: { maxRetries: 0 } });
const someone = () => ({ communicationUserId: given.azure.communication.createIdentity() });

/** The URL of `:issueAccessToken`, for one identity. */
const issueUrl = (rawId: string = given.azure.moderatorId) =>
  `${given.azure.communicationEndpoint}/identities/${encodeURIComponent(rawId)}/:issueAccessToken?api-version=2023-10-01`;
/** Whether chat takes a user token. */
const worksInChat = async (token: string) => {
  const answer = await call(
    `${given.azure.communicationEndpoint}/chat/threads?api-version=2025-03-15`,
    bearing(token),
  );
  return answer.status === 200;
};

describe('ACS identity, through CommunicationIdentityClient with an access key', () => {
  test.each(['primary', 'secondary'] as const)('the %s key makes an identity and a token', async (which) => {
    const { communication } = given.azure;
    const user = await client(communication.connectionString(which)).createUser();
    expect(user.communicationUserId).toMatch(new RegExp(`^8:acs:${communication.resourceId}_[0-9a-f-]{36}$`));
    const { token, expiresOn } = await client().getToken(user, ['chat']);
    expect(await worksInChat(token)).toBe(true);
    expect(Math.round((expiresOn.getTime() - given.azure.clock.now()) / 60_000)).toBe(1440);
  });

  test('makes an identity and its token in one call', async () => {
    const made = await client().createUserAndToken(['chat'], { tokenExpiresInMinutes: 60 });
    expect(made.user.communicationUserId).toMatch(/^8:acs:/);
    expect(await worksInChat(made.token)).toBe(true);
  });

  test.each([60, 61, 1439, 1440])('gives a token for %d minutes', async (tokenExpiresInMinutes) => {
    const { expiresOn } = await client().getToken(someone(), ['chat.join'], { tokenExpiresInMinutes });
    expect(Math.round((expiresOn.getTime() - given.azure.clock.now()) / 60_000)).toBe(tokenExpiresInMinutes);
  });

  test.each([59, 1441, 0, -60, 60.5])('gives none for %d minutes', async (tokenExpiresInMinutes) => {
    const asked = client().getToken(someone(), ['chat'], { tokenExpiresInMinutes });
    await expect(asked).rejects.toMatchObject({ statusCode: 400 });
  });

  test('knows every scope of the specification, and no other', async () => {
    await client().getToken(someone(), [...SCOPES]);
    await expect(client().getToken(someone(), ['chat.all' as 'chat'])).rejects.toMatchObject({
      statusCode: 400,
    });
    await expect(client().getToken(someone(), [])).rejects.toMatchObject({ statusCode: 400 });
    await expect(client().createUserAndToken(['nonsense' as 'chat'])).rejects.toMatchObject({
      statusCode: 400,
    });
  });

  test('a token ends with its time', async () => {
    const { token } = await client().getToken(someone(), ['chat'], { tokenExpiresInMinutes: 60 });
    given.azure.clock.advance(60 * 60_000 - 1000);
    expect(await worksInChat(token)).toBe(true);
    given.azure.clock.advance(1001);
    expect(await worksInChat(token)).toBe(false);
  });

  test('revoking ends all tokens of one identity, and of no other', async () => {
    const [user, other] = [someone(), someone()];
    const tokens = [await client().getToken(user, ['chat']), await client().getToken(user, ['chat.join'])];
    const untouched = await client().getToken(other, ['chat']);
    await client().revokeTokens(user);
    for (const { token } of tokens) expect(await worksInChat(token)).toBe(false);
    expect(await worksInChat(untouched.token)).toBe(true);
    expect(await worksInChat((await client().getToken(user, ['chat'])).token)).toBe(true);
  });

  test('deleting an identity ends its tokens, and there are no more for it', async () => {
    const user = someone();
    const { token } = await client().getToken(user, ['chat']);
    await client().deleteUser(user);
    expect(await worksInChat(token)).toBe(false);
    await expect(client().getToken(user, ['chat'])).rejects.toMatchObject({ statusCode: 404 });
  });

  test('identities of another resource get no token', async () => {
    const foreign = { communicationUserId: `8:acs:${randomUUID()}_${randomUUID()}` };
    await expect(client().getToken(foreign, ['chat'])).rejects.toMatchObject({ statusCode: 404 });
  });

  test('rotating a key ends the tokens minted with it, and the key itself', async () => {
    const { communication } = given.azure;
    const before = communication.connectionString();
    const secondary = communication.connectionString('secondary');
    const minted = await client(before).getToken(someone(), ['chat']);
    const kept = await client(secondary).getToken(someone(), ['chat']);
    const after = communication.rotateKey('primary');
    expect(await worksInChat(minted.token)).toBe(false);
    expect(await worksInChat(kept.token)).toBe(true);
    await expect(client(before).createUser()).rejects.toMatchObject({ statusCode: 401, code: 'Denied' });
    await client(after).createUser();
    await client(secondary).createUser();
  });
});

describe('ACS identity, with an Entra token', () => {
  const entraClient = (clientId: string) =>
    new CommunicationIdentityClient(
      given.azure.communicationEndpoint,
      new ManagedIdentityCredential({ clientId }),
      { retryOptions: { maxRetries: 0 } },
    );

  test('a managed identity with the right gets a token, which no key rotation ends', async () => {
    const { clientId } = given.azure.identity.addUserAssigned();
    const { token } = await entraClient(clientId).getToken(someone(), ['chat']);
    given.azure.communication.rotateKey('primary');
    given.azure.communication.rotateKey('secondary');
    expect(await worksInChat(token)).toBe(true);
    expect(given.azure.calls.list({ operation: 'identities.issueAccessToken' })).toMatchObject([
      { scheme: 'bearer', clientId, status: 200 },
    ]);
  });

  test('one without the right is forbidden', async () => {
    const { clientId } = given.azure.identity.addUserAssigned({ rights: ['secrets.get'] });
    await expect(entraClient(clientId).createUser()).rejects.toMatchObject({ statusCode: 403 });
    given.azure.identity.allow(clientId, 'communication');
    await entraClient(clientId).createUser();
  });

  test('a token for another service, or no token of Entra at all, is refused', async () => {
    const { communication, moderatorId } = given.azure;
    const elsewhere = await entraToken(given.azure, 'https://vault.azure.net');
    const userToken = communication.issueToken(moderatorId).token;
    for (const token of [elsewhere, userToken, 'a.b.c']) {
      expect((await call(issueUrl(), bearing(token, 'POST', { scopes: ['chat'] }))).status).toBe(401);
    }
  });
});
