import { gzipSync } from 'node:zlib';
import type { Dice } from '../chaos/dice.ts';
import { flipBits, shuffleBytes } from './byte-mutations.ts';
import type { Draft, Header, Transfer } from './draft.ts';
import { type Leaves, leaving, type Mutation } from './mutation.ts';
import type { FuzzSources } from './sources.ts';

type Done = { draft: Partial<Draft>; leaves: Leaves };

function mutation(
  name: string,
  change: (...given: Parameters<Mutation['change']>) => Done | undefined,
): Mutation {
  return {
    name,
    change(draft, scene) {
      if (draft.transfer.kind === 'raw') return undefined;
      const done = change(draft, scene);
      const welcome = draft.welcome && done?.leaves === 'the meaning';
      return done && { ...leaving({ ...draft, ...done.draft }, done.leaves), welcome };
    },
  };
}

const without = (headers: readonly Header[], ...names: string[]) =>
  headers.filter(([name]) => !names.includes(name.toLowerCase()));

const withHeaders = ({ headers }: Draft, ...more: Header[]): Partial<Draft> => ({
  headers: [...headers, ...more],
});

/** What is done to the bytes once they are signed. @param covered - whether the signature covers them */
function bytesAfter(covered: (draft: Draft) => boolean): readonly Mutation[] {
  const leaves = (draft: Draft, body: Buffer): Leaves =>
    body.equals(draft.body) ? 'the meaning' : covered(draft) ? 'no meaning' : 'doubt';
  const altered = (name: string, alter: typeof flipBits) =>
    mutation(name, (draft, { dice }) => {
      if (draft.body.length === 0) return undefined;
      const body = alter(draft.body, dice);
      return { draft: { body }, leaves: leaves(draft, body) };
    });
  return [altered('flipped bits', flipBits), altered('shuffled bytes', shuffleBytes)];
}

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

const headers: readonly Mutation[] = [
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

const paths: readonly Mutation[] = [
  mutation('a source nobody knows', (_, { dice }) => ({
    draft: {
      path: `/api/events/${dice.pick(['nobody', '%F0%9F%A4%96', 'default%00', 'default%2Fx', '..%2Fdefault', 'a'.repeat(5_000), 'a'.repeat(9_000), '%', '%zz', 'constructor', '__proto__', 'DEFAULT', '%ED%A0%80', '{source}'])}`,
    },
    leaves: 'no meaning',
  })),
  mutation('a path by another way', ({ path }, { dice }) => ({
    draft: {
      path: dice.pick([
        `${path}/`,
        `//${path}`,
        `/x/..${path}`,
        path.replace('/events', '/%65vents'),
        path.replace('/api', '/API'),
        `/./${path}`,
        `http://evil.example${path}`,
        `${path}#a`,
        `${path};a=b`,
      ]),
    },
    leaves: 'doubt',
  })),
  mutation('a query named like parameters', ({ path }, { dice }) => ({
    draft: {
      path: `${path}${path.includes('?') ? '&' : '?'}${dice.pick(['source=narrow', 'decision=x', 'name=unsigned', 'source=unsigned&source=default', 'x=%00', '%ff=%ff', 'access_token=x'])}`,
    },
    leaves: 'the meaning',
  })),
  mutation('another method', (_, { dice }) => ({
    draft: { method: dice.pick(['GET', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'TRACE', 'PROPFIND', 'OPTIONS']) },
    leaves: 'no meaning',
  })),
];

const transfer = (name: string, leaves: Leaves, make: (dice: Dice) => Transfer): Mutation =>
  mutation(name, ({ body, transfer: { kind } }, { dice }) =>
    body.length === 0 || kind !== 'whole' ? undefined : { draft: { transfer: make(dice) }, leaves },
  );

const transfers: readonly Mutation[] = [
  transfer('in chunks', 'the meaning', ({ below }) => ({
    kind: 'chunked',
    sizes: [1 + below(7), 1 + below(300), 1 + below(5_000)],
  })),
  transfer('more announced than sent', 'no meaning', ({ below }) => ({ kind: 'lying', by: 1 + below(50) })),
  transfer('cut off', 'doubt', ({ roll }) => ({ kind: 'cut', after: roll() })),
];

/** What is done to a request once it is signed. */
export function deliveryMutations(sources: FuzzSources): readonly Mutation[] {
  // Over what gzip holds, more than one text of it may have one signature.
  const covered = ({ source, gzip }: Draft) =>
    source !== undefined && sources.get(source).signsBody && !(gzip && sources.get(source).signsInflated);
  return [...bytesAfter(covered), ...headers, ...paths, ...transfers];
}
