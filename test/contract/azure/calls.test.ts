import { CommunicationIdentityClient } from '@azure/communication-identity';
import { ManagedIdentityCredential } from '@azure/identity';
import { SecretClient } from '@azure/keyvault-secrets';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningAzure, startAzure } from '../../../local/azure/start-azure.ts';
import { bearing, call } from './call.ts';
import { chatWith, makeThread } from './chat-clients.ts';

const lines: string[] = [];
let azure: RunningAzure;
beforeAll(async () => {
  azure = await startAzure({ log: (line) => lines.push(line) });
  process.env.IDENTITY_ENDPOINT = azure.identityEndpoint;
  process.env.IDENTITY_HEADER = azure.identityHeader;
});
afterAll(() => azure.stop());

/** All that an app does for its first removals: token, secrets, user token, calls. */
async function removeMany(count: number): Promise<void> {
  const { clientId } = azure.identity.addUserAssigned();
  const vault = new SecretClient(azure.vaultUrl, new ManagedIdentityCredential({ clientId }));
  const connection = (await vault.getSecret('acs-connection-string')).value ?? '';
  const moderator = (await vault.getSecret('acs-moderator-id')).value ?? '';
  const identity = new CommunicationIdentityClient(connection);
  const { token } = await identity.getToken({ communicationUserId: moderator }, ['chat']);
  const chat = chatWith(azure, token);
  for (let done = 0; done < count; done += 10) {
    const { threadId, others } = makeThread(azure, 10);
    const thread = chat.getChatThreadClient(threadId);
    for (const communicationUserId of others) await thread.removeParticipant({ communicationUserId });
  }
}

test('100 removals are 1 token of Entra, 1 read of each secret, 1 user token and 100 calls', async () => {
  azure.reset();
  await removeMany(100);
  expect(azure.calls.successes()).toEqual({
    'msi.token': 1,
    'secrets.get': 2,
    'identities.issueAccessToken': 1,
    'chat.removeParticipant': 100,
  });
  for (const secret of ['acs-connection-string', 'acs-moderator-id']) {
    expect(azure.calls.count({ operation: 'secrets.get', secret, status: 200 })).toBe(1);
  }
  expect(azure.calls.count({ operation: 'identities.issueAccessToken', scheme: 'hmac', status: 200 })).toBe(
    1,
  );
});

test('calls are told apart by time, operation, path, caller and outcome', async () => {
  azure.reset();
  await removeMany(1);
  const [first] = azure.calls.list({ operation: 'chat.removeParticipant' });
  expect(first).toEqual({
    at: expect.any(Number),
    service: 'communication',
    operation: 'chat.removeParticipant',
    method: 'POST',
    path: expect.stringMatching(/^\/chat\/threads\/19%3A[\w-]+%40thread\.v2\/participants\/:remove$/),
    threadId: expect.stringMatching(/^19:/),
    participant: expect.stringMatching(/^8:acs:/),
    actor: azure.moderatorId,
    status: 204,
  });
  azure.calls.clear();
  expect(azure.calls.list()).toEqual([]);
});

test('what is listed is a copy', async () => {
  azure.reset();
  await call(`${azure.vaultUrl}/secrets/x`);
  Object.assign(azure.calls.list()[0] ?? {}, { status: 0 });
  expect(azure.calls.count({ status: 401 })).toBe(1);
});

test('no secret, key, token or signature is in the calls or in the log, even when things go wrong', async () => {
  azure.reset();
  await removeMany(10);
  const { communication } = azure;
  azure.vault.setSecret('webhook-signing-key', 'whsec_c2VjcmV0LXZhbHVl');
  const { token } = communication.issueToken(azure.moderatorId);
  communication.rotateKey('primary');
  azure.faults.add({ match: { operation: 'chat.listThreads' }, reset: true });
  const threads = `${azure.communicationEndpoint}/chat/threads?api-version=2025-03-15`;
  await call(threads, bearing(token)).catch(() => undefined);
  await call(threads, bearing(token));
  await call(`${azure.communicationEndpoint}/nowhere?token=${token}`, bearing(token));

  const secrets = azure.issuedSecrets();
  for (const one of ['whsec_c2VjcmV0LXZhbHVl', token, azure.identityHeader, azure.controlKey]) {
    expect(secrets).toContain(one);
  }
  expect(secrets).toContain(communication.connectionString());
  expect(secrets).toContain(communication.accessKey('secondary'));
  expect(secrets).not.toContain(azure.moderatorId);
  const output = JSON.stringify(azure.calls.list()) + lines.join('\n');
  expect(lines.length).toBeGreaterThan(10);
  expect(secrets.filter((secret) => output.includes(secret))).toEqual([]);
});

test('the log has one line a call that says what it was about', () => {
  expect(lines).toContain('azure: secrets.get 200 acs-connection-string');
  expect(lines.some((line) => /^azure: chat\.removeParticipant 204 19:\S+ 8:acs:\S+$/.test(line))).toBe(true);
});
