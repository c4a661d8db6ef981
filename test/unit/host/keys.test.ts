import type { IncomingMessage } from 'node:http';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { keyKind, keyOpens, webhookRefusal } from '../../../local/host/keys/check-key.ts';
import { makeKeys } from '../../../local/host/keys/make-keys.ts';

const keys = makeKeys({ master: 'm', host: { a: 'h' }, functions: { f: { a: 'k' } }, system: { a: 's' } }, [
  'f',
  'g',
]);
const withHeader = (key: unknown) => ({ headers: { 'x-functions-key': key } }) as unknown as IncomingMessage;
const none = new URLSearchParams();

it.each([
  ['anonymous', 'none system function host master'],
  ['function', 'function host master'],
  ['admin', 'master'],
  ['everyone', ''],
])('level %s is opened by: %s', (level, kinds) => {
  const all = ['none', 'system', 'function', 'host', 'master'] as const;
  expect(all.filter((kind) => keyOpens(kind, level)).join(' ')).toBe(kinds);
});

it.each([
  ['m', 'master'],
  ['h', 'host'],
  ['k', 'function'],
  ['s', 'system'],
  ['', 'none'],
  [undefined, 'none'],
])('the key %j is of the kind %s', (key, kind) => {
  expect(keyKind(withHeader(key), none, keys, 'f')).toBe(kind);
  const query = new URLSearchParams({ code: key ?? '' });
  expect(keyKind(withHeader(undefined), query, keys, 'f')).toBe(kind);
});

it('a value that is key of several kinds counts as the one that opens most', () => {
  const same = { master: 'x', host: { a: 'x' }, functions: { f: { a: 'x' } }, system: { a: 'x' } };
  expect(keyKind(withHeader('x'), none, same, 'f')).toBe('master');
});

it('names of functions and keys may be any, and nothing inherited is a key', () => {
  for (const name of ['toString', 'constructor', '__proto__']) {
    expect(keyKind(withHeader('x'), none, keys, name)).toBe('none');
  }
});

it('no other text is a key', () => {
  const known = ['m', 'h', 'k', 's'];
  fc.assert(
    fc.property(
      fc.string().filter((text) => !known.includes(text)),
      (text) => keyKind(withHeader(text), none, keys, 'f') === 'none',
    ),
  );
});

it('given keys stay, and the rest is made up once', () => {
  expect(keys.functions.f).toEqual({ a: 'k' });
  expect(keys.functions.g?.default).toMatch(/^[\w-]{40,}$/);
  expect(makeKeys(keys, ['f', 'g'])).toEqual(keys);
});

it('the key of Event Grid is made up like the others, beside those of other extensions', () => {
  const { system } = keys;
  expect(system).toEqual({ a: 's', eventgrid_extension: expect.stringMatching(/^[\w-]{40,}$/) });
  expect(makeKeys({ system: { eventgrid_extension: 'e' } }, []).system).toEqual({ eventgrid_extension: 'e' });
});

it.each([
  ['s', undefined],
  ['m', undefined],
  ['t', 403],
  ['h', 403],
  ['k', 401],
  ['', 401],
  [undefined, 401],
])('the key %j is refused at the webhook of the extension a with %j', (key, status) => {
  const own = { ...keys, system: { a: 's', b: 't' } };
  expect(webhookRefusal(withHeader(key), none, own, 'a')).toBe(status);
  expect(webhookRefusal(withHeader(key), none, own, 'c')).toBe(key === 's' ? 403 : status);
});
