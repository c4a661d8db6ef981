import { createIdentifierFromRawId, serializeCommunicationIdentifier } from '@azure/communication-common';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { IdentifierModel } from '../../../src/chat/identifier/identifier-model.ts';
import { parseIdentifier } from '../../../src/chat/identifier/parse-identifier.ts';

const resource = '8540c0de-899f-5cce-acb5-3ec493af3800';
const tenant = 'a7f1bd12-1ad1-4b0f-9f4a-0f8ce76e9d0a';
const user = '0e59221d-0c1d-46ae-9544-c963ce56c10b';
const acsUser = `8:acs:${resource}_${user}`;

const parse = (input: string | IdentifierModel) => {
  const parsed = parseIdentifier(input);
  return 'identifier' in parsed ? parsed.identifier : parsed.fault;
};

/** Every kind: its raw id, its kind, and the member that says the same. */
const known: [string, string, Omit<IdentifierModel, 'rawId'>][] = [
  [acsUser, 'communicationUser', { communicationUser: { id: acsUser } }],
  ...['8:gcch-acs:', '8:dod-acs:'].map((prefix): (typeof known)[number] => {
    const id = `${prefix}${resource}_${user}`;
    return [id, 'communicationUser', { communicationUser: { id } }];
  }),
  ['8:spool:some-user', 'communicationUser', { communicationUser: { id: '8:spool:some-user' } }],
  ...(['public', 'gcch', 'dod'] as const).map((cloud): (typeof known)[number] => [
    `8:${cloud === 'public' ? '' : `${cloud}-`}acs:${resource}_${tenant}_${user}`,
    'teamsExtensionUser',
    { teamsExtensionUser: { userId: user, tenantId: tenant, resourceId: resource, cloud } },
  ]),
  ...(['public', 'gcch', 'dod'] as const).flatMap((cloud): typeof known => [
    [
      `8:${cloud === 'public' ? 'orgid' : cloud}:${user}`,
      'microsoftTeamsUser',
      { microsoftTeamsUser: { userId: user, isAnonymous: false, cloud } },
    ],
    [
      `28:${cloud === 'public' ? 'orgid' : cloud}:${user}`,
      'microsoftTeamsApp',
      { microsoftTeamsApp: { appId: user, cloud } },
    ],
  ]),
  [
    '8:teamsvisitor:abc_DEF-1',
    'microsoftTeamsUser',
    { microsoftTeamsUser: { userId: 'abc_DEF-1', isAnonymous: true, cloud: 'public' } },
  ],
  ['4:+14255550100', 'phoneNumber', { phoneNumber: { value: '+14255550100' } }],
  ['4:anonymous', 'phoneNumber', { phoneNumber: { value: 'anonymous' } }],
  ['4:+14255550100_999', 'phoneNumber', { phoneNumber: { value: '+14255550100_999' } }],
  ['28:some-bot', 'unknown', {}],
  ['28:ag08-global:some-bot', 'unknown', {}],
  ['48:calllogs', 'unknown', {}],
];

describe('parseIdentifier', () => {
  it.each(known)('knows the raw id %s as %s', (rawId, kind, members) => {
    expect(parse(rawId)).toEqual({ kind, rawId, model: { rawId, ...members } });
  });

  it.each(known.filter(([, kind]) => kind !== 'unknown'))('knows the model of %s', (rawId, kind, members) => {
    expect(parse(members)).toEqual(parse(rawId));
    expect(parse({ kind: kind as never, rawId, ...members })).toEqual(parse(rawId));
  });

  it.each(known)('says of %s what the official SDK says', (rawId, kind, members) => {
    const official = createIdentifierFromRawId(rawId);
    expect(official.kind).toBe(kind);
    const { kind: _, ...sent } = serializeCommunicationIdentifier(official) as IdentifierModel;
    expect(sent).toMatchObject({ rawId, ...members });
  });

  it.each([
    '',
    'garbage',
    ' ',
    '8:',
    '8:acs:',
    '8:acs:a:b',
    '8:acs:a_b',
    `8:acs:${resource}`,
    `8:acs:${resource}_`,
    `8:acs:${resource}_${user}_${tenant}_${user}`,
    `8:ACS:${resource}_${user}`,
    `${acsUser} `,
    `${acsUser}\n`,
    `${acsUser}/../x`,
    `8:acs:${resource}_../${user}`,
    '8:orgid:not-a-guid',
    '8:unheard-of:x',
    '4:',
    '4:call me',
    '28:orgid:not-a-guid',
    '19:abc@thread.v2',
    'https://example.com',
    '__proto__',
  ])('refuses %j and says what it expects', (rawId) => {
    expect(parse(rawId)).toEqual({ path: [], detail: expect.stringContaining('expected ') });
  });

  it.each<[string, IdentifierModel, string]>([
    ['an empty model', {}, ''],
    ['a kind alone', { kind: 'communicationUser' }, ''],
    ['two members', { communicationUser: { id: acsUser }, phoneNumber: { value: '+14255550100' } }, ''],
    [
      'a member that is not what it says',
      { communicationUser: { id: '4:+14255550100' } },
      'communicationUser',
    ],
    [
      'a member and a rawId that disagree',
      { rawId: acsUser, communicationUser: { id: `8:acs:${resource}_${tenant}` } },
      'communicationUser',
    ],
    ['a kind that disagrees', { kind: 'phoneNumber', rawId: acsUser }, 'kind'],
    ['a rawId that makes no sense', { rawId: 'garbage' }, 'rawId'],
    ['a member that makes no sense', { microsoftTeamsUser: { userId: 'garbage' } }, 'microsoftTeamsUser'],
  ])('refuses %s', (_what, model, path) => {
    expect(parse(model)).toEqual({ path: path ? [path] : [], detail: expect.any(String) });
  });

  it('takes a rawId and a member that differ only in the case of their GUIDs', () => {
    const upper = `8:acs:${resource.toUpperCase()}_${user}`;
    expect(parse({ rawId: acsUser, communicationUser: { id: upper } })).toMatchObject({ rawId: acsUser });
  });

  it('puts the asserted id of a phone number where the raw id has it', () => {
    expect(parse({ phoneNumber: { value: '+14255550100', assertedId: '999' } })).toEqual(
      parse('4:+14255550100_999'),
    );
  });

  it('gives for any text an identifier that reads the same again, or a fault', () => {
    const anyText = fc.oneof(fc.string(), fc.stringMatching(/^(8|4|28|48):[\w:+-]{0,60}$/));
    fc.assert(
      fc.property(anyText, (text) => {
        const parsed = parseIdentifier(text);
        if ('fault' in parsed) return;
        expect(parsed.identifier.rawId).toBe(text);
        expect(parseIdentifier(parsed.identifier.model)).toEqual(parsed);
      }),
    );
  });
});
