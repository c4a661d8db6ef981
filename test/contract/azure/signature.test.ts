import { describe, expect, test } from 'vitest';
import { call, signed } from './call.ts';
import { useAzure } from './start.ts';

const given = useAzure();

/** The URL of `:issueAccessToken`, for one identity. */
const issueUrl = (rawId: string = given.azure.moderatorId, query = '?api-version=2023-10-01') =>
  `${given.azure.communicationEndpoint}/identities/${encodeURIComponent(rawId)}/:issueAccessToken${query}`;

describe('the signature', () => {
  const body = { scopes: ['chat'] };
  const key = () => given.azure.communication.accessKey();
  const minutes = (count: number) => new Date(Date.now() + count * 60_000);

  test('as published is accepted', async () => {
    const { status, json } = await call(issueUrl(), signed(issueUrl(), key(), body));
    expect(status).toBe(200);
    expect(json.expiresOn).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}\+00:00$/);
  });

  test('holds for dates some minutes off, by the real clock and not the driven one', async () => {
    given.azure.clock.advance(30 * 24 * 60 * 60_000);
    for (const date of [minutes(-4), minutes(4)]) {
      expect((await call(issueUrl(), signed(issueUrl(), key(), body, date))).status).toBe(200);
    }
  });

  type Change = (init: ReturnType<typeof signed>) => RequestInit;
  const withHeader =
    (name: string, value: string): Change =>
    (init) => ({
      ...init,
      headers: { ...(init.headers as Record<string, string>), [name]: value },
    });
  const changes: Array<[string, Change]> = [
    ['another body than was signed', (init) => ({ ...init, body: '{"scopes":["voip"]}' })],
    ['another hash', withHeader('x-ms-content-sha256', 'AAAA')],
    ['another date', withHeader('x-ms-date', minutes(1).toUTCString())],
    ['a date that is none', withHeader('x-ms-date', 'today')],
    ['no authorization', withHeader('authorization', '')],
    ['another scheme', withHeader('authorization', 'Basic eDp5')],
    ['a signature of nothing', withHeader('authorization', 'HMAC-SHA256 SignedHeaders=&Signature=AAAA')],
    [
      'a signature of less than it must',
      withHeader('authorization', 'HMAC-SHA256 SignedHeaders=x-ms-date;host&Signature=AAAA'),
    ],
  ];
  test.each(changes)('with %s is refused', async (_name, change) => {
    const { status, json } = await call(issueUrl(), change(signed(issueUrl(), key(), body)));
    expect([status, json.error.code]).toEqual([401, 'Denied']);
  });

  test('of another URL, with another key or too old a date is refused', async () => {
    const other = Buffer.alloc(64, 1).toString('base64');
    const wrong = [
      signed(issueUrl(given.azure.communication.createIdentity()), key(), body),
      signed(issueUrl(), other, body),
      signed(issueUrl(), key(), body, minutes(-6)),
      signed(issueUrl(), key(), body, minutes(6)),
    ];
    for (const init of wrong) expect((await call(issueUrl(), init)).status).toBe(401);
    const { json } = await call(issueUrl(), wrong[2]);
    expect(json.error.message).toMatch(/date/);
  });

  test('does not make up for a missing api-version or a body that is none', async () => {
    const bare = issueUrl(undefined, '');
    expect((await call(bare, signed(bare, key(), body))).status).toBe(400);
    for (const wrong of [[], 'x', null, { scopes: 'chat' }, { scopes: ['chat'], expiresInMinutes: '60' }]) {
      expect((await call(issueUrl(), signed(issueUrl(), key(), wrong))).status).toBe(400);
    }
  });
});
