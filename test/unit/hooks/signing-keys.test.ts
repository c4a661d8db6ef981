import { describe, expect, it } from 'vitest';
import { HookError } from '../../../infra/hooks/hook-error.ts';
import { signingKeys } from '../../../infra/hooks/signing-keys.ts';

const native = { format: 'native', signature: 'standard-webhooks' };
const keys = (...sources: object[]) =>
  signingKeys(JSON.stringify(sources)).map(({ secret, origin, sources }) =>
    [secret, origin, ...sources].join(' '),
  );

describe('the signing keys that sources need', () => {
  it.each([undefined, '', '  '])(
    'are those of the one source there is by itself, when nothing is said (%j)',
    (text) => {
      expect(signingKeys(text)).toEqual([
        { secret: 'webhook-signing-key', origin: 'fresh-whsec', sources: ['default'] },
      ]);
    },
  );

  it('are named for their source, unless it names its own', () => {
    expect(keys({ ...native, name: 'forum' }, { ...native, name: 'shop', secret: 'of-the-shop' })).toEqual([
      'webhook-signing-key-forum fresh-whsec forum',
      'of-the-shop fresh-whsec shop',
    ]);
  });

  it('are in the form that their scheme wants', () => {
    const hmac = { scheme: 'hmac-sha256', header: 'X-Signature', encoding: 'hex' };
    expect(
      keys(
        { name: 'a', format: 'native', signature: { scheme: 'standard-webhooks' } },
        { name: 'b', format: 'native', signature: hmac },
        { name: 'c', format: 'eventgrid', signature: { scheme: 'header', header: 'X-Key' } },
      ),
    ).toEqual([
      'webhook-signing-key-a fresh-whsec a',
      'webhook-signing-key-b fresh-hex b',
      'webhook-signing-key-c fresh-hex c',
    ]);
  });

  it.each(['moderation-api', 'stream'])('are given out by the vendor of %s', (format) => {
    expect(keys({ name: 'v', format })).toEqual(['webhook-signing-key-v vendor v']);
  });

  it('are none for a source that signs nothing', () => {
    expect(keys({ name: 'default', format: 'native', signature: 'none' })).toEqual([]);
    expect(keys({ name: 'x', format: 'stream', signature: { scheme: 'none' } })).toEqual([]);
  });

  it('are each made once, however many sources share one, and so that it suits all', () => {
    const shared = { format: 'native', secret: 'shared' };
    const header = { scheme: 'header', header: 'X-Key' };
    expect(
      keys(
        { ...shared, name: 'a', signature: header },
        { ...shared, name: 'b', signature: 'standard-webhooks' },
        { ...shared, name: 'c', signature: header },
      ),
    ).toEqual(['shared fresh-whsec a b c']);
    expect(
      keys({ ...shared, name: 'a', signature: header }, { ...shared, name: 'v', format: 'stream' }),
    ).toEqual(['shared vendor a v']);
  });

  it.each([
    ['no JSON', 'default'],
    ['no list', '{}'],
    ['an empty list', '[]'],
    ['a name that is no name', '[{"name":"Forum!","format":"native"}]'],
    ['a name of a secret that is none', '[{"name":"a","format":"native","secret":"a b"}]'],
    ['a secret of ACS', '[{"name":"a","format":"native","secret":"ACS-connection-string"}]'],
  ])('cannot be told from %s', (_what, text) => {
    expect(() => signingKeys(text)).toThrow(HookError);
    expect(() => signingKeys(text)).toThrow(/^WEBHOOK_SOURCES is not a JSON array of sources/);
  });

  it('say which entry is wrong, and quote none of it', () => {
    const text = JSON.stringify([{ ...native, name: 'a' }, { name: 'whsec_x' }]);
    expect(() => signingKeys(text)).toThrow('(1.name, 1.format)');
    expect(() => signingKeys(text)).not.toThrow('whsec_x');
  });
});
