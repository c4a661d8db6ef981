import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { createUserTokens, type UserTokens } from '../../../local/azure/communication/user-tokens.ts';
import { createIssuedSecrets, type IssuedSecrets } from '../../../local/azure/door/issued-secrets.ts';
import { createEntraTokens } from '../../../local/azure/managed-identity/entra-tokens.ts';

const MINUTE = 60_000;
const START = Date.parse('2026-11-23T05:08:07.250Z');
let time: number;
let issued: IssuedSecrets;
beforeEach(() => {
  time = START;
  issued = createIssuedSecrets();
});
const now = () => time;

describe('a token of Entra', () => {
  const key = Buffer.alloc(32, 7);
  const entra = () => createEntraTokens(key, now, issued);

  test('says for whom and for what it is, until it is over', () => {
    const { token, expiresAt } = entra().issue('a-client', 'https://vault.azure.net/');
    expect(entra().verify(token)).toEqual({
      clientId: 'a-client',
      audience: 'https://vault.azure.net',
      expiresAt,
    });
    time = expiresAt * 1000 - 1;
    expect(entra().verify(token)).toBeDefined();
    time = expiresAt * 1000;
    expect(entra().verify(token)).toBeUndefined();
  });

  test('is good for whoever has the same key, and remembered there as a secret', () => {
    const { token } = entra().issue('a-client', 'https://vault.azure.net');
    const elsewhere = createIssuedSecrets();
    expect(createEntraTokens(key, now, elsewhere).verify(token)).toBeDefined();
    expect(elsewhere.list()).toEqual([token]);
    expect(createEntraTokens(Buffer.alloc(32, 8), now, elsewhere).verify(token)).toBeUndefined();
  });

  test('does not survive a change of any one character', () => {
    const { token } = entra().issue('a-client', 'https://vault.azure.net');
    // The last character of a signature of 32 bytes carries 4 bits only, so its neighbours can mean the same.
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: token.length - 2 }),
        fc.constantFrom('A', 'x', '.', '-'),
        (at, other) => {
          fc.pre(token[at] !== other);
          expect(entra().verify(token.slice(0, at) + other + token.slice(at + 1))).toBeUndefined();
        },
      ),
    );
  });

  test('that is anything else is refused without an error', () => {
    fc.assert(
      fc.property(fc.string(), (token) => {
        expect(entra().verify(token)).toBeUndefined();
      }),
    );
    expect(entra().verify(undefined)).toBeUndefined();
    expect(issued.list()).toEqual([]);
    const { token } = entra().issue('a-client', 'https://vault.azure.net');
    expect(entra().verify(`${token}.more`)).toBeUndefined();
  });
});

describe('a user token', () => {
  let tokens: UserTokens;
  beforeEach(() => {
    tokens = createUserTokens(now, issued);
  });

  test('says who may do what, until it is over', () => {
    const { token, expiresOn } = tokens.issue('8:acs:a_b', ['chat.join'], 60, 'a key');
    expect(expiresOn).toBe('2026-11-23T06:08:07.2500000+00:00');
    expect(tokens.verify(token)).toMatchObject({ identity: '8:acs:a_b', scopes: ['chat.join'] });
    time += 60 * MINUTE - 1;
    expect(tokens.verify(token)).toBeDefined();
    time += 1;
    expect(tokens.verify(token)).toBeUndefined();
    expect(tokens.ownerOf(token)).toBe('8:acs:a_b');
  });

  test('has the end in its claims, as clients read it there', () => {
    const { token } = tokens.issue('8:acs:a_b', ['chat'], 90, 'a key');
    const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
    expect(claims).toMatchObject({ exp: Math.floor((START + 90 * MINUTE) / 1000), skypeid: 'acs:a_b' });
  });

  test('is revoked by its identity or by the key it was minted with, and by nothing else', () => {
    const mint = (identity: string, key: string) => tokens.issue(identity, ['chat'], 60, key).token;
    const all = [mint('a', 'one'), mint('a', 'two'), mint('b', 'one'), mint('b', 'two')];
    const good = () => all.map((token) => tokens.verify(token) !== undefined);
    tokens.revoke({});
    expect(good()).toEqual([true, true, true, true]);
    tokens.revoke({ identity: 'a' });
    expect(good()).toEqual([false, false, true, true]);
    tokens.revoke({ mintedWith: 'one' });
    expect(good()).toEqual([false, false, false, true]);
  });

  test('that was never issued is nobody', () => {
    const { token } = tokens.issue('a', ['chat'], 60, 'one');
    expect([tokens.verify(undefined), tokens.verify(''), tokens.verify(`${token}x`)]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(tokens.ownerOf(undefined)).toBeUndefined();
    expect(issued.list()).toEqual([token]);
  });
});
