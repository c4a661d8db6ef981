import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { type Behaviour, DEFAULT_BEHAVIOUR } from '../../../local/azure/communication/behaviour.ts';
import { bearing, call, type Reply, signed } from './call.ts';
import { makeThread } from './chat-clients.ts';
import { useAzure } from './start.ts';

const given = useAzure();
const outsider = () => given.azure.communication.createIdentity();
const url = (threadId: string, rest = '/participants') =>
  `${given.azure.communicationEndpoint}/chat/threads/${encodeURIComponent(threadId)}${rest}?api-version=2025-03-15`;

/** Removes somebody, as the moderator unless told otherwise. */
function remove(threadId: string, rawId: string, actor: string = given.azure.moderatorId): Promise<Reply> {
  const { token } = given.azure.communication.issueToken(actor);
  return call(url(threadId, '/participants/:remove'), bearing(token, 'POST', { rawId }));
}

const isIn = (threadId: string, rawId: string) =>
  given.azure.communication.threads.members(threadId).includes(rawId);

let thread: ReturnType<typeof makeThread>;
beforeEach(() => {
  thread = makeThread(given.azure);
});

/** What ACS does in these is not known: each answer that it may have can be had. */
const OPEN_QUESTIONS: Array<[switch_: keyof Behaviour, answers: number[], ask: () => Promise<Reply>]> = [
  ['removeNonMember', [204, 400, 403, 404], () => remove(thread.threadId, outsider())],
  ['removeCreator', [204, 403], () => remove(thread.threadId, given.azure.moderatorId, thread.offender)],
  ['selfRemoval', [204, 403], () => remove(thread.threadId, thread.offender, thread.offender)],
  ['actorNotInThread', [400, 403, 404], () => remove(thread.threadId, thread.offender, outsider())],
  ['unknownThread', [400, 403, 404], () => remove('19:none@thread.v2', thread.offender)],
  [
    'unknownIdentity',
    [400, 403, 404],
    () => {
      const id = encodeURIComponent(`8:acs:${given.azure.communication.resourceId}_${randomUUID()}`);
      const path = `/identities/${id}/:issueAccessToken?api-version=2023-10-01`;
      const where = `${given.azure.communicationEndpoint}${path}`;
      return call(where, signed(where, given.azure.communication.accessKey(), { scopes: ['chat'] }));
    },
  ],
];

describe.each(OPEN_QUESTIONS)('%s', (name, answers, ask) => {
  test.each(answers)('can be answered with %d', async (answer) => {
    Object.assign(given.azure.communication.behaviour, { [name]: answer });
    const { status, text } = await ask();
    expect(status).toBe(answer);
    expect(text === '').toBe(answer === 204);
  });

  test('is answered with its default after a reset', async () => {
    Object.assign(given.azure.communication.behaviour, { [name]: 599 });
    given.azure.reset();
    thread = makeThread(given.azure);
    expect((await ask()).status).toBe(DEFAULT_BEHAVIOUR[name]);
  });
});

test('who may not be removed is still in', async () => {
  const { behaviour } = given.azure.communication;
  Object.assign(behaviour, { removeCreator: 403, selfRemoval: 403 });
  await remove(thread.threadId, given.azure.moderatorId, thread.offender);
  await remove(thread.threadId, thread.offender, thread.offender);
  expect([isIn(thread.threadId, given.azure.moderatorId), isIn(thread.threadId, thread.offender)]).toEqual([
    true,
    true,
  ]);
});

test('who may be removed is out: the creator by another, and oneself', async () => {
  await remove(thread.threadId, given.azure.moderatorId, thread.offender);
  await remove(thread.threadId, thread.offender, thread.offender);
  expect([isIn(thread.threadId, given.azure.moderatorId), isIn(thread.threadId, thread.offender)]).toEqual([
    false,
    false,
  ]);
});

describe('errorBody', () => {
  const bodies: Array<[Behaviour['errorBody'], unknown]> = [
    ['specified', { error: { code: 'BadRequest', message: expect.stringMatching(/not a participant/) } }],
    ['capitalised', { Code: 'BadRequest', Message: expect.any(String), InnerErrors: [] }],
    ['wrapped', { CommunicationError: { code: 'BadRequest', message: expect.any(String) } }],
    ['empty', undefined],
  ];
  test.each(bodies)('can be %s', async (errorBody, body) => {
    Object.assign(given.azure.communication.behaviour, { errorBody, actorNotInThread: 400 });
    const reply = await remove(thread.threadId, thread.offender, outsider());
    expect(reply.json).toEqual(body);
    expect(reply.text === '').toBe(errorBody === 'empty');
  });
});

describe('strangers', () => {
  const add = async (...rawIds: string[]) => {
    const { token } = given.azure.communication.issueToken(given.azure.moderatorId);
    const participants = rawIds.map((rawId) => ({ communicationIdentifier: { rawId } }));
    return call(url(thread.threadId, '/participants/:add'), bearing(token, 'POST', { participants }));
  };
  const foreign = `8:acs:${randomUUID()}_${randomUUID()}`;

  test('are let in, unless told otherwise', async () => {
    expect((await add(foreign)).json).toEqual({});
    expect(isIn(thread.threadId, foreign)).toBe(true);
  });

  test('can be refused one by one, as the specification shows it', async () => {
    given.azure.communication.behaviour.strangers = 'refused';
    const [known, deleted] = [outsider(), outsider()];
    given.azure.communication.deleteIdentity(deleted);
    const { status, json } = await add(known, foreign, deleted, '8:orgid:someone');
    expect(status).toBe(201);
    expect(json.invalidParticipants).toEqual([
      { target: foreign, code: '403', message: 'Permissions check failed' },
      { target: deleted, code: '404', message: 'Not found' },
    ]);
    expect([known, foreign, deleted].map((rawId) => isIn(thread.threadId, rawId))).toEqual([
      true,
      false,
      false,
    ]);
  });

  test('are refused while a thread is made, too', async () => {
    given.azure.communication.behaviour.strangers = 'refused';
    const { token } = given.azure.communication.issueToken(given.azure.moderatorId);
    const body = { topic: 'Lunch', participants: [{ communicationIdentifier: { rawId: foreign } }] };
    const path = `${given.azure.communicationEndpoint}/chat/threads?api-version=2025-03-15`;
    const { status, json } = await call(path, bearing(token, 'POST', body));
    expect(status).toBe(201);
    expect(json.invalidParticipants).toMatchObject([{ target: foreign, code: '403' }]);
  });
});

test('defaultPageSize is the size of a page that nobody chose', async () => {
  given.azure.communication.behaviour.defaultPageSize = 3;
  const { token } = given.azure.communication.issueToken(given.azure.moderatorId);
  const first = await call(url(thread.threadId), bearing(token));
  expect(first.json.value).toHaveLength(3);
  const second = await call(first.json.nextLink, bearing(token));
  expect(second.json.value).toHaveLength(1);
  expect(second.json).not.toHaveProperty('nextLink');
});
