import { describe, expect, test } from 'vitest';
import { bearing, call } from './call.ts';
import { makeThread } from './chat-clients.ts';
import { useAzure } from './start.ts';

const given = useAzure();
const VERSION = '?api-version=2025-03-15';
const chat = (path = '', version = VERSION) =>
  `${given.azure.communicationEndpoint}/chat/threads${path}${version}`;
const token = () => given.azure.communication.issueToken(given.azure.moderatorId).token;

describe('what chat reads in a request', () => {
  const nonsense: Array<[string, unknown]> = [
    ['nothing', undefined],
    ['a list', []],
    ['nobody', {}],
    ['a number', { rawId: 1 }],
    ['an empty id', { rawId: '' }],
    ['an empty member', { communicationUser: {} }],
    ['two members', { rawId: '8:acs:a_b', communicationUser: { id: 'a' }, phoneNumber: { value: '+1' } }],
  ];
  test.each(nonsense)('refuses to remove %s', async (_name, body) => {
    const { threadId } = makeThread(given.azure);
    const url = chat(`/${encodeURIComponent(threadId)}/participants/:remove`);
    const { status, json } = await call(url, bearing(token(), 'POST', body));
    expect([status, json.error.code]).toEqual([400, 'BadRequest']);
    expect(given.azure.communication.threads.members(threadId)).toHaveLength(4);
  });

  test('takes the two media types of the specification for a removal, and no other', async () => {
    const { threadId, offender } = makeThread(given.azure);
    const url = chat(`/${encodeURIComponent(threadId)}/participants/:remove`);
    const send = (type: string) => {
      const init = bearing(token(), 'POST', { rawId: offender });
      return call(url, { ...init, headers: { ...(init.headers as object), 'content-type': type } });
    };
    expect((await send('text/plain')).status).toBe(415);
    expect((await send('application/merge-patch+json')).status).toBe(204);
  });

  const byMember: Array<[string, object]> = [
    ['4:+1425_9', { phoneNumber: { value: '+1425', assertedId: '9' } }],
    ['4:+1425_9', { phoneNumber: { value: '+1425_9', assertedId: '9' } }],
    ['4:anonymous', { phoneNumber: { value: 'anonymous', isAnonymous: true } }],
    ['8:acs:a_b', { kind: 'communicationUser', communicationUser: { id: '8:acs:a_b' } }],
    ['8:orgid:u', { microsoftTeamsUser: { userId: 'u' } }],
    ['8:dod:u', { microsoftTeamsUser: { userId: 'u', cloud: 'dod' } }],
    ['8:teamsvisitor:u', { microsoftTeamsUser: { userId: 'u', isAnonymous: true } }],
    ['28:orgid:a', { microsoftTeamsApp: { appId: 'a', cloud: 'public' } }],
    ['28:gcch:a', { microsoftTeamsApp: { appId: 'a', cloud: 'gcch' } }],
    ['8:acs:r_t_u', { teamsExtensionUser: { userId: 'u', tenantId: 't', resourceId: 'r' } }],
    [
      '8:dod-acs:r_t_u',
      { teamsExtensionUser: { userId: 'u', tenantId: 't', resourceId: 'r', cloud: 'dod' } },
    ],
  ];
  test.each(byMember)('finds %s by its member alone', async (rawId, body) => {
    const { threads } = given.azure.communication;
    const threadId = threads.create({ members: [given.azure.moderatorId, rawId] });
    const url = chat(`/${encodeURIComponent(threadId)}/participants/:remove`);
    expect((await call(url, bearing(token(), 'POST', body))).status).toBe(204);
    expect(threads.members(threadId)).toEqual([given.azure.moderatorId]);
  });

  test.each(['maxPageSize=0', 'maxPageSize=x', 'skip=-1', 'maxPageSize=1.5'])(
    'has no page for %s',
    async (query) => {
      const { threadId } = makeThread(given.azure);
      const url = chat(`/${encodeURIComponent(threadId)}/participants`, `${VERSION}&${query}`);
      expect((await call(url, bearing(token()))).status).toBe(400);
    },
  );
});
