import { gzipSync } from 'node:zlib';
import { deliveryMutation as mutation } from './delivery-mutation.ts';
import type { Draft, Header } from './draft.ts';
import type { Leaves, Mutation } from './mutation.ts';

const without = (headers: readonly Header[], ...names: string[]) =>
  headers.filter(([name]) => !names.includes(name.toLowerCase()));

const withHeaders = ({ headers }: Draft, ...more: Header[]): Partial<Draft> => ({
  headers: [...headers, ...more],
});

const mediaTypes = [
  'text/plain',
  'application/xml',
  'multipart/form-data; boundary=x',
  'application/json; charset=utf-16',
  '',
  'json',
  'application/x-www-form-urlencoded',
];

const bomb = gzipSync(Buffer.alloc(32 * 1_048_576));

const coded = (
  name: string,
  coding: string,
  body: (bytes: Buffer) => Buffer,
  leaves: Leaves = 'no meaning',
) =>
  mutation(name, (draft) => {
    if (draft.body.length === 0 || draft.gzip) return undefined;
    const headers: Header[] = [...without(draft.headers, 'content-encoding'), ['content-encoding', coding]];
    return { draft: { headers, body: body(draft.body) }, leaves };
  });

/** What is done to headers, and to what they say of the body. */
export const headerMutations: readonly Mutation[] = [
  mutation('another media type', (draft, { dice }) => ({
    draft: { headers: [...without(draft.headers, 'content-type'), ['content-type', dice.pick(mediaTypes)]] },
    leaves: 'no meaning',
  })),
  mutation('headers of proxies', (draft) => ({
    draft: withHeaders(
      draft,
      ['X-Forwarded-For', '10.0.0.1'],
      ['X-Forwarded-Host', 'evil.example'],
      ['Cookie', 'a=b'],
      ['traceparent', '00-x'],
      ['X-HTTP-Method-Override', 'DELETE'],
    ),
    leaves: 'the meaning',
  })),
  mutation('headers in capitals', (draft) => ({
    draft: { headers: draft.headers.map(([name, value]): Header => [name.toUpperCase(), value]) },
    leaves: 'the meaning',
  })),
  mutation('prefers not to wait', (draft) => ({
    draft: withHeaders(draft, ['Prefer', 'respond-async, wait=5']),
    leaves: 'the meaning',
  })),
  mutation('headers of the host', (draft, { dice }) => ({
    draft: withHeaders(
      draft,
      dice.pick<Header>([
        ['x-ms-invocation-id', 'a'],
        ['Expect', '100-continue'],
        ['X-Original-URL', '/admin'],
        ['Upgrade', 'websocket'],
        ['Transfer-Encoding', 'gzip'],
        ['aeg-event-type', 'SubscriptionDeletion'],
        ['ce-specversion', '1.0'],
        ['svix-signature', 'v1,x'],
      ]),
    ),
    leaves: 'doubt',
  })),
  mutation('odd header values', (draft, { dice }) => {
    const value = dice.pick([
      '\u00ff\u00fe',
      'a\u0000b',
      ' ',
      'a'.repeat(9_000),
      'a'.repeat(40_000),
      '%ff',
      '"',
      'a\r\n b',
      'é',
      '\t',
    ]);
    const name = dice.pick([
      'x-odd',
      'ce-odd',
      'prefer',
      'ce-id',
      'webhook-id',
      'aeg-event-type',
      'content-encoding',
      'x-webhook-id',
    ]);
    return { draft: withHeaders(draft, [name, value]), leaves: 'doubt' };
  }),
  mutation('a hundred and more headers', (draft) => ({
    draft: withHeaders(draft, ...Array.from({ length: 120 }, (_, n): Header => [`x-${n}`, 'a'])),
    leaves: 'doubt',
  })),
  coded('a coding nobody knows', 'br', (bytes) => bytes),
  coded('gzip that is none', 'gzip', (bytes) => bytes),
  coded('gzip cut short', 'gzip', (bytes) => gzipSync(bytes).subarray(0, -9)),
  coded('a gzip bomb', 'gzip', () => bomb),
];
