import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSources } from '../../../../src/intake/sources/read-sources.ts';

const native = { name: 'default', format: 'native', signature: 'standard-webhooks' };

const one = (entry: object) => {
  const read = readSources(JSON.stringify([entry]));
  if ('faults' in read) throw new Error(read.faults.join());
  return [...read.entries.values()][0];
};
const faults = (...entries: unknown[]) => {
  const read = readSources(JSON.stringify(entries));
  return 'faults' in read ? read.faults : [];
};

describe('WEBHOOK_SOURCES', () => {
  it('is one source when nothing is said: default, native, Standard Webhooks', () => {
    const read = readSources();
    expect('entries' in read && [...read.entries]).toEqual([
      [
        'default',
        {
          name: 'default',
          format: 'native',
          signature: { scheme: 'standard-webhooks' },
          secret: 'webhook-signing-key',
          maxBatch: 100,
        },
      ],
    ]);
  });

  it('names the secret after the source, unless it says which', () => {
    expect(one(native)?.secret).toBe('webhook-signing-key');
    expect(one({ ...native, name: 'forum' })?.secret).toBe('webhook-signing-key-forum');
    expect(one({ ...native, name: 'forum', secret: 'forum-key' })?.secret).toBe('forum-key');
    expect(one({ ...native, signature: 'none' })).not.toHaveProperty('secret');
  });

  it.each([
    ['moderation-api', { scheme: 'hmac-sha256', header: 'modapi-signature', encoding: 'hex' }],
    ['stream', { scheme: 'hmac-sha256', header: 'X-Signature', encoding: 'hex' }],
  ])('knows how %s signs', (format, signature) => {
    expect(one({ name: 'vendor', format })?.signature).toEqual(signature);
    expect(one({ name: 'vendor', format, signature: 'none' })?.signature).toEqual({ scheme: 'none' });
  });

  it.each(['native', 'cloudevents', 'eventgrid'])('has to say how %s is signed', (format) => {
    expect(faults({ name: 'a', format })).toEqual(['[0] (a) signature is not set']);
  });

  it('does not let Event Grid be signed in a way that Event Grid cannot sign', () => {
    const entry = { name: 'grid', format: 'eventgrid' };
    expect(faults({ ...entry, signature: 'standard-webhooks' })).toEqual([
      '[0] (grid) signature must be header or none: Event Grid signs nothing',
    ]);
    expect(one({ ...entry, signature: { scheme: 'header', header: 'x-key' } })?.signature).toEqual({
      scheme: 'header',
      header: 'x-key',
    });
  });

  it('takes everything that a source may say', () => {
    const entry = {
      name: 'forum-2',
      format: 'cloudevents',
      signature: { scheme: 'hmac-sha256', header: 'X-Sign', encoding: 'base64', prefix: 'sha256=' },
      secret: 'forum-key',
      actions: ['remove', 'unban'],
      threads: ['19:abc@thread.v2', '*'],
      maxPerMinute: 60,
      maxBatch: 10,
      participantFrom: { path: 'data.object.item.author_id', prefix: '8:acs:', suffix: '_1' },
      threadFrom: { path: 'data.channel' },
      actionsFrom: { 'shadow-ban': 'remove' },
      types: ['com.example.banned'],
    };
    expect(one(entry)).toEqual(entry);
  });

  it('takes the event subscriptions that a source of Event Grid is meant for', () => {
    const entry = {
      name: 'grid',
      format: 'eventgrid',
      signature: { scheme: 'none' },
      subscriptions: ['To-A-Bouncer'],
    };
    expect(one(entry)).toMatchObject(entry);
  });
});

describe('a fault of WEBHOOK_SOURCES', () => {
  it.each([
    ['not JSON', '[{'],
    ['an object', '{}'],
    ['a text', '"default"'],
    ['null', 'null'],
  ])('is said of %s', (_what, text) => {
    expect(readSources(text)).toEqual({ faults: ['must be a JSON array'] });
  });

  it('is said of an empty list', () => {
    expect(faults()).toEqual(['must name a source']);
  });

  it.each<[string, object, string]>([
    ['no name', { name: undefined }, '[0] name is not set'],
    ['a name in capitals', { name: 'Forum' }, '[0] (Forum) name must be 1 to 40 of a-z, 0-9 and -'],
    ['a name of our own', { name: 'bouncer.cleanup' }, '[0] name must be 1 to 40 of a-z, 0-9 and -'],
    [
      'an unknown format',
      { format: 'xml' },
      '[0] (default) format must be one of native, cloudevents, eventgrid, moderation-api, stream',
    ],
    [
      'a subscription that Event Grid does not make',
      { format: 'eventgrid', signature: { scheme: 'none' }, subscriptions: ['to a bouncer'] },
      '[0] (default) subscriptions.0 must be the name of an event subscription of Event Grid',
    ],
    [
      'subscriptions of another format',
      { subscriptions: ['to-a-bouncer'] },
      '[0] (default) subscriptions goes with the format eventgrid',
    ],
    ['an unknown member', { colour: 'red' }, '[0] (default) has members that are not known: colour'],
    [
      'an unknown scheme',
      { signature: 'md5' },
      '[0] (default) signature.scheme must be standard-webhooks, hmac-sha256, header or none',
    ],
    [
      'a scheme without its options',
      { signature: 'hmac-sha256' },
      '[0] (default) signature.header is not set; [0] (default) signature.encoding is not set',
    ],
    [
      'an unknown option of the scheme',
      { signature: { scheme: 'header', header: 'x', encoding: 'hex' } },
      '[0] (default) signature has members that are not known: encoding',
    ],
    [
      'what is no header',
      { signature: { scheme: 'header', header: 'x y' } },
      '[0] (default) signature.header must be the name of a header',
    ],
    ...['a_b', 'acs-connection-string', 'ACS-access-token'].map((secret): [string, object, string] => [
      `the secret ${secret}`,
      { secret },
      '[0] (default) secret must be the name of a secret in Key Vault, and none that begins with acs-',
    ]),
    [
      'a secret with nothing to sign',
      { signature: 'none', secret: 'key' },
      '[0] (default) secret goes with a signature',
    ],
    ['an unknown action', { actions: ['kill'] }, '[0] (default) actions.0 must be one of remove, ban, unban'],
    ['no action', { actions: [] }, '[0] (default) actions must be at least 1 entries long'],
    [
      'what is no thread',
      { threads: ['19:a'] },
      '[0] (default) threads.0 must be the id of an ACS thread, 19:…@thread.v2, or *',
    ],
    ['no rate', { maxPerMinute: 0 }, '[0] (default) maxPerMinute must be at least 1'],
    ['half a rate', { maxPerMinute: 1.5 }, '[0] (default) maxPerMinute must be of the type int'],
    ['too big a batch', { maxBatch: 101 }, '[0] (default) maxBatch must be at most 100'],
    [
      'a path of nothing',
      { participantFrom: { path: 'a..b' } },
      '[0] (default) participantFrom.path must be names of members with dots between them, or a JSON Pointer',
    ],
    [
      'a word for an unknown action',
      { actionsFrom: { kick: 'kill' } },
      '[0] (default) actionsFrom.kick must be one of remove, ban, unban',
    ],
    ['a number for a text', { name: 7 }, '[0] name must be of the type string'],
  ])('names the entry and the member: %s', (_what, change, expected) => {
    expect(faults({ ...native, ...change }).join('; ')).toBe(expected);
  });

  it('names every entry that is wrong, and the one whose name is taken', () => {
    expect(faults(native, { ...native, format: 'stream' }, { name: 'b' }, 7)).toEqual([
      '[2] (b) format is not set',
      '[3] must be of the type object',
      '[1] (default) name is the same as of [0]',
    ]);
  });

  it('is all that comes of anything else: never an error, and never a source that was not checked', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        const read = readSources(text);
        expect('faults' in read && read.faults.length).toBeGreaterThan(0);
      }),
    );
  });
});
