import { ChatThreadClient } from '@azure/communication-chat';
import { AzureCommunicationTokenCredential, createIdentifierFromRawId } from '@azure/communication-common';
import { CommunicationIdentityClient } from '@azure/communication-identity';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createAcsChat } from '../../../src/chat/acs/acs-chat.ts';
import { parseIdentifier } from '../../../src/chat/identifier/parse-identifier.ts';
import { systemClock } from '../../../src/clock.ts';
import { mintChatToken } from '../../../src/credentials/mint-chat-token.ts';
import { accessKeySigner } from '../../../src/credentials/signers.ts';
import { createSender } from '../../../src/upstream/http-sender.ts';
import { type Recorded, recordWire, type WireRecorder } from './wire-recorder.ts';

const guid = '8540c0de-899f-5cce-acb5-3ec493af3800';
const threadId = '19:abc_def-1@thread.v2';
const token = 'an-opaque-token';
const signal = AbortSignal.timeout(60_000);
const limits = { signal, deadline: Number.POSITIVE_INFINITY, attemptMs: 10_000, retries: 0 };
const accessKey = Buffer.from('a key for this test alone').toString('base64');

let wire: WireRecorder;
beforeAll(async () => {
  const minted = JSON.stringify({ token, expiresOn: '2027-10-10T21:39:39.3244584+00:00' });
  wire = await recordWire(({ path }) =>
    path.includes(':issueAccessToken') ? { status: 200, body: minted } : { status: 204 },
  );
});
beforeEach(() => {
  wire.requests.length = 0;
});
afterAll(() => wire.stop());

/** What both clients have to send alike. */
const compared = ({ method, path, headers, body }: Recorded) => ({
  method,
  path,
  body,
  accept: headers.accept,
  authorization: headers.authorization,
  contentType: headers['content-type'],
  length: headers['content-length'],
});

async function removeWithOfficialSdk(rawId: string): Promise<void> {
  const credential = new AzureCommunicationTokenCredential({
    token,
    expiresOnTimestamp: Date.now() + 3_600_000,
  });
  const client = new ChatThreadClient(wire.endpoint, threadId, credential);
  await client.removeParticipant(createIdentifierFromRawId(rawId));
}

async function removeWithOurs(rawId: string): Promise<void> {
  const parsed = parseIdentifier(rawId);
  if ('fault' in parsed) throw new Error(parsed.fault.detail);
  const tokens = {
    get: async () => ({ token, endpoint: wire.endpoint }),
    replace: async () => Promise.reject(),
  };
  const chat = createAcsChat({ send: createSender(), tokens, clock: systemClock });
  await chat.removeParticipant(threadId, parsed.identifier, limits);
}

describe('a removal on the wire', () => {
  it.each([
    `8:acs:${guid}_${guid}`,
    `8:gcch-acs:${guid}_${guid}`,
    `8:dod-acs:${guid}_${guid}`,
    '8:spool:some-user',
    `8:orgid:${guid}`,
    `8:gcch:${guid}`,
    `8:dod:${guid}`,
    '8:teamsvisitor:abc_DEF-1',
    '4:+14255550100',
    '4:anonymous',
    '4:+14255550100_999',
    `28:orgid:${guid}`,
    `28:gcch:${guid}`,
    `28:dod:${guid}`,
    '28:some-bot',
    '48:calllogs',
  ])('of %s is what the official SDK sends, byte for byte', async (rawId) => {
    await removeWithOfficialSdk(rawId);
    await removeWithOurs(rawId);
    const [official, ours] = wire.requests;
    expect(official && ours).toBeDefined();
    expect(compared(ours as Recorded)).toEqual(compared(official as Recorded));
  });

  it('holds a Teams Phone extension user whole, whom the official SDK drops', async () => {
    const rawId = `8:acs:${guid}_${guid}_${guid}`;
    await removeWithOfficialSdk(rawId);
    await removeWithOurs(rawId);
    const [official, ours] = wire.requests.map(({ body }) => JSON.parse(body));
    expect(official).toEqual({ rawId });
    const teamsExtensionUser = { userId: guid, tenantId: guid, resourceId: guid, cloud: 'public' };
    expect(ours).toEqual({ rawId, teamsExtensionUser });
  });

  it('says who it comes from and has an id of its own', async () => {
    await removeWithOurs('48:calllogs');
    expect(wire.requests[0]?.headers).toMatchObject({
      'user-agent': expect.stringMatching(/^chat-bouncer /),
      'x-ms-client-request-id': expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
  });
});

describe('a token’s minting on the wire', () => {
  it('is what the official SDK sends, but for the moment of its signing', async () => {
    const identity = `8:acs:${guid}_${guid}`;
    const connectionString = `endpoint=${wire.endpoint}/;accesskey=${accessKey}`;
    const official = new CommunicationIdentityClient(connectionString);
    await official.getToken({ communicationUserId: identity }, ['chat'], { tokenExpiresInMinutes: 60 });

    const secret = { get: async () => connectionString, replace: async () => connectionString };
    const signed = await accessKeySigner(secret).get(signal);
    await mintChatToken({ identity, ...signed }, { send: createSender(), clock: systemClock }, limits);

    const [theirs, ours] = wire.requests.map((request) => {
      const { authorization, ...rest } = compared(request);
      const hash = request.headers['x-ms-content-sha256'];
      return { ...rest, hash, scheme: authorization?.replace(/Signature=.*/, 'Signature=…') };
    });
    expect(ours).toEqual(theirs);
    expect(ours?.body).toBe('{"scopes":["chat"],"expiresInMinutes":60}');
  });
});
