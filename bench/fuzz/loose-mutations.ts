import { at, jsonOf, leaving, type Mutation, placesIn, put } from './mutation.ts';
import { jsonBytes } from './scene.ts';

/** What nobody expects where something else stands. */
const oddValues: readonly unknown[] = [
  ...[null, true, 0, -1, 1.5, 1e308, '', ' ', '\u0000', '0', '*', [], {}, [[]], [null], { toString: 1 }],
  ...[
    '\ud800',
    'a\u202eb',
    '\ufeff',
    '𝕏'.repeat(40),
    '../../x',
    '%2e%2e%2f',
    '#{7*7}',
    '{{1}}',
    "'; --",
    '\r\nX-Evil: 1',
  ],
  ...[
    '8:acs:',
    '4:',
    '28:',
    '19:@thread.v2',
    '2026-02-30T25:61:00Z',
    '9999-12-31T23:59:60Z',
    '__proto__',
    'constructor',
  ],
];

/** Replaces something at random: it may be what nobody reads. */
const swapType: Mutation = {
  name: 'something of another type',
  change(draft, { dice }) {
    const json = jsonOf(draft);
    if (json === undefined) return undefined;
    return leaving(
      { ...draft, body: jsonBytes(put(json, dice.pick(placesIn(json)), dice.pick(oddValues))) },
      'doubt',
    );
  },
};

const dropMember: Mutation = {
  name: 'a member is missing',
  change(draft, { dice }) {
    const json = jsonOf(draft);
    const places = placesIn(json).filter((path) => typeof path.at(-1) === 'string');
    if (places.length === 0) return undefined;
    return leaving({ ...draft, body: jsonBytes(put(json, dice.pick(places), undefined)) }, 'doubt');
  },
};

/** The longest seldom: most of the time would go into carrying bytes about. */
const lengths = [600, 600, 600, 600, 5_000, 5_000, 5_000, 100_000];

const hugeString: Mutation = {
  name: 'a huge text',
  change(draft, { dice }) {
    const json = jsonOf(draft);
    const texts = placesIn(json).filter((path) => typeof at(json, path) === 'string');
    if (texts.length === 0) return undefined;
    const huge = dice.pick(['a', '"', '\\', '🤖', '\u2028', '0-']).repeat(dice.pick(lengths));
    return leaving({ ...draft, body: jsonBytes(put(json, dice.pick(texts), huge)) }, 'doubt');
  },
};

/** May follow one another: each leaves JSON that says each thing once. */
export const looseMutations: readonly Mutation[] = [swapType, swapType, dropMember, hugeString];
