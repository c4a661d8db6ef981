import { gzipSync } from 'node:zlib';
import type { Draft, Header } from './draft.ts';
import { type Leaves, leaving } from './mutation.ts';
import type { Scene } from './scene.ts';
import type { Attempt, FuzzSources } from './sources.ts';

/** How a delivery is signed, or not. */
interface Signing {
  readonly name: string;
  readonly leaves: Leaves;
  /** Whether only Standard Webhooks has anything of that kind. */
  readonly webhooksOnly?: true;
  /** Who signs. */
  readonly as?: string;
  attempt?(attempt: Attempt, scene: Scene): Attempt;
  headers?(headers: readonly Header[], scene: Scene): readonly Header[];
}

const rightly: Signing = { name: '', leaves: 'the meaning' };

/** Another character where one that counts stands. */
function marred(value: string, { dice }: Scene): string {
  const place = value.length - 4 - dice.below(12);
  const other = value[place] === '0' ? '1' : '0';
  return value.slice(0, place) + other + value.slice(place + 1);
}

const onLast =
  (change: (value: string, scene: Scene) => string): Signing['headers'] & {} =>
  (headers, scene) =>
    headers.map(
      ([name, value], at): Header => [name, at === headers.length - 1 ? change(value, scene) : value],
    );

/** Ways to sign that are wrong, or only odd. */
const otherwise: readonly Signing[] = [
  { name: 'not signed', leaves: 'no meaning', headers: () => [] },
  { name: 'an empty signature', leaves: 'no meaning', headers: onLast(() => '') },
  { name: 'a signature with another letter', leaves: 'no meaning', headers: onLast(marred) },
  {
    name: 'half a signature',
    leaves: 'no meaning',
    headers: onLast((value) => value.slice(0, value.length / 2)),
  },
  { name: 'signed by another source', leaves: 'no meaning', as: 'elsewhere' },
  { name: 'signed twice', leaves: 'doubt', headers: (headers) => [...headers, ...headers.slice(-1)] },
  {
    name: 'signed too long ago, or ahead',
    leaves: 'no meaning',
    webhooksOnly: true,
    attempt: ({ id, timestamp }, { dice }) => ({
      id,
      timestamp: `${Number(timestamp) + dice.pick([-1, 1]) * (330 + dice.below(1_000_000))}`,
    }),
  },
  {
    name: 'signed at an odd time',
    leaves: 'no meaning',
    webhooksOnly: true,
    attempt: ({ id, timestamp: at }, { dice }) => ({
      id,
      timestamp: dice.pick([
        `${at}abc`,
        `+${at}`,
        `${at}.5`,
        `0${at}`,
        `${at}000`,
        '-1',
        '1e9',
        'NaN',
        '0x7',
        '٣',
      ]),
    }),
  },
  {
    name: 'signed under an odd id',
    leaves: 'no meaning',
    webhooksOnly: true,
    attempt: ({ id, timestamp }, { dice }) => ({
      id: dice.pick([`${id}.${timestamp}`, 'a.b', '', 'a b', 'x'.repeat(257), 'a,b', 'é', '../x']),
      timestamp,
    }),
  },
  {
    name: 'the right signature among others',
    leaves: 'the meaning',
    webhooksOnly: true,
    headers: onLast((value) => `v1,AAAA v2,BBBB v1a,CCCC ${value}`),
  },
  {
    name: 'too many signatures',
    leaves: 'no meaning',
    webhooksOnly: true,
    headers: onLast((value, { dice }) => `${'v1,AAAA '.repeat(dice.pick([32, 500, 3_000, 10_000]))}${value}`),
  },
];

/**
 * Signs a draft, and puts it into gzip if it is to be: before, but for those who sign what it inflates to.
 *
 * @param wrongly - in one of the ways in which it may not be accepted, or in an odd one.
 */
export function signed(draft: Draft, sources: FuzzSources, scene: Scene, wrongly: boolean): Draft {
  if (draft.source === undefined || draft.method !== 'POST') return draft;
  const source = sources.get(draft.source);
  const zipped = draft.gzip ? gzipSync(draft.body) : draft.body;
  const [toSign, coding] = [
    source.signsInflated ? draft.body : zipped,
    draft.gzip ? [['content-encoding', 'gzip'] as const] : [],
  ];
  const now: Attempt = {
    id: `msg_${scene.world.seed}_${scene.index}`,
    timestamp: `${Math.floor(Date.now() / 1_000)}`,
  };
  const isWebhooks = source.sign(toSign, now).length === 3;
  const ways = otherwise.filter(({ webhooksOnly }) => isWebhooks || !webhooksOnly);
  const way = wrongly && source.sign(toSign, now).length > 0 ? scene.dice.pick(ways) : rightly;
  const signer = way.as === undefined ? source : sources.get(way.as);
  const headers = signer.sign(toSign, way.attempt?.(now, scene) ?? now);
  const done = leaving({ ...draft, body: zipped }, way.leaves);
  return {
    ...done,
    story: way === rightly ? draft.story : [...draft.story, way.name],
    welcome: done.welcome && way.leaves === 'the meaning',
    headers: [...draft.headers, ...coding, ...(way.headers?.(headers, scene) ?? headers)],
  };
}
