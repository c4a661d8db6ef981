import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { SCOPES, type Scope } from '../../../local/azure/communication/user-tokens.ts';
import { bearing, call, signed } from './call.ts';
import { makeThread } from './chat-clients.ts';
import { entraToken } from './entra-token.ts';
import { useAzure } from './start.ts';

const given = useAzure();
const VERSION = '?api-version=2025-03-15';
const chat = (path = '', version = VERSION) =>
  `${given.azure.communicationEndpoint}/chat/threads${path}${version}`;
const token = (scopes: readonly Scope[] = ['chat'], rawId: string = given.azure.moderatorId) =>
  given.azure.communication.issueToken(rawId, { scopes }).token;

/** Every chat operation, against a thread with one person to act on. */
function operations() {
  const { threadId, offender } = makeThread(given.azure);
  const thread = `/${encodeURIComponent(threadId)}`;
  const person = { communicationIdentifier: { rawId: `8:acs:x_${randomUUID()}` } };
  return {
    createThread: ['POST', '', { topic: 'Lunch' }],
    listThreads: ['GET', ''],
    getThread: ['GET', thread],
    updateThread: ['PATCH', thread, { topic: 'Dinner' }],
    listParticipants: ['GET', `${thread}/participants`],
    addParticipants: ['POST', `${thread}/participants/:add`, { participants: [person] }],
    removeParticipant: ['POST', `${thread}/participants/:remove`, { rawId: offender }],
    deleteThread: ['DELETE', thread],
  } as Record<string, [method: string, path: string, body?: unknown]>;
}

const act = async (operation: string, bearer: string, version = VERSION) => {
  const [method = '', path = '', body] = operations()[operation] ?? [];
  return call(chat(path, version), bearing(bearer, method, body));
};

const EVERY = Object.keys({
  ...{ createThread: 0, listThreads: 0, getThread: 0, updateThread: 0, deleteThread: 0 },
  ...{ listParticipants: 0, addParticipants: 0, removeParticipant: 0 },
});
const SUFFICIENT: Record<string, readonly Scope[]> = {
  createThread: ['chat'],
  updateThread: ['chat'],
  deleteThread: ['chat'],
  addParticipants: ['chat', 'chat.join'],
  removeParticipant: ['chat', 'chat.join'],
};
const READERS: readonly Scope[] = ['chat', 'chat.join', 'chat.join.limited'];

describe('what a user token may do', () => {
  const cases = EVERY.flatMap((operation) =>
    SCOPES.map((scope): [Scope, string, string] => {
      const enough = (SUFFICIENT[operation] ?? READERS).includes(scope);
      return [scope, enough ? 'may' : 'may not', operation];
    }),
  );
  test.each(cases)('%s %s %s', async (scope, may, operation) => {
    const { status, json } = await act(operation, token([scope]));
    if (may === 'may') expect([200, 201, 204]).toContain(status);
    else expect([status, json.error.code]).toEqual([403, 'Forbidden']);
  });

  test('several scopes add up', async () => {
    expect((await act('removeParticipant', token(['voip', 'chat.join']))).status).toBe(204);
  });
});

describe.each(EVERY)('%s', (operation) => {
  test('answers 401 to a token that is unknown, over, or revoked', async () => {
    const { communication, clock, moderatorId } = given.azure;
    const revoked = token();
    communication.revokeTokens(moderatorId);
    const over = token();
    clock.advance(61 * 60_000);
    for (const bad of [revoked, over, `${token()}x`, 'garbage', '']) {
      const { status, json } = await act(operation, bad);
      expect([status, json]).toEqual([
        401,
        { error: { code: 'Unauthorized', message: 'Request is not authorized.' } },
      ]);
    }
  });

  test('answers 400 without a version, or one of another form', async () => {
    for (const version of ['', '?api-version=', '?api-version=latest']) {
      expect((await act(operation, token(), version)).status).toBe(400);
    }
  });
});

describe('chat', () => {
  test('takes no access key and no token of Entra, only user tokens', async () => {
    const body = { topic: 'Lunch' };
    const key = given.azure.communication.accessKey();
    expect((await call(chat(), signed(chat(), key, body))).status).toBe(401);
    const ofEntra = await entraToken(given.azure, 'https://communication.azure.com');
    expect((await call(chat(), bearing(ofEntra, 'POST', body))).status).toBe(401);
  });

  test('does not let an outsider act in a thread, though the token is good', async () => {
    const outsider = token(['chat'], given.azure.communication.createIdentity());
    for (const operation of EVERY.filter((name) => !/^(create|list)Thread/.test(name))) {
      expect((await act(operation, outsider)).status).toBe(
        given.azure.communication.behaviour.actorNotInThread,
      );
    }
  });

  test('does not let somebody act who was removed', async () => {
    const { threadId, offender, client } = makeThread(given.azure);
    const theirs = token(['chat'], offender);
    const url = chat(`/${encodeURIComponent(threadId)}/participants`);
    expect((await call(url, bearing(theirs))).status).toBe(200);
    await client.removeParticipant({ communicationUserId: offender });
    expect((await call(url, bearing(theirs))).status).toBe(403);
  });

  test.each(['19:unknown@thread.v2', 'nonsense', '../threads', '19:a/b@thread.v2', '😀'])(
    'knows no thread %s',
    async (id) => {
      const { status } = await call(chat(`/${encodeURIComponent(id)}`), bearing(token()));
      expect(status).toBe(404);
    },
  );
});
