import type { Draft } from './draft.ts';
import { at, jsonOf, leaving, type Mutation, ofText, placesIn, put } from './mutation.ts';
import { canaryOf, jsonBytes, type Scene } from './scene.ts';

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

const hugeString: Mutation = {
  name: 'a huge text',
  change(draft, { dice }) {
    const json = jsonOf(draft);
    const texts = placesIn(json).filter((path) => typeof at(json, path) === 'string');
    if (texts.length === 0) return undefined;
    const huge = dice.pick(['a', '"', '\\', '🤖', '\u2028', '0-']).repeat(dice.pick([600, 5_000, 100_000]));
    return leaving({ ...draft, body: jsonBytes(put(json, dice.pick(texts), huge)) }, 'doubt');
  },
};

/** Says something of one ask that cannot be meant, so that this one and no other is void. */
function aim(
  name: string,
  where: 'participant' | 'thread' | 'action',
  odd: (right: unknown, scene: Scene, draft: Draft) => unknown,
): Mutation {
  return {
    name,
    change(draft, scene) {
      const which = scene.dice.below(Math.max(1, draft.entries.length));
      const path = draft.entries[which]?.[where];
      const json = jsonOf(draft);
      const right = path && at(json, path);
      if (!path || right === undefined) return undefined;
      const body = jsonBytes(put(json, path, odd(right, scene, draft)));
      return leaving({ ...draft, body }, 'no meaning', which);
    },
  };
}

const bystander = ({ world, index }: Scene) => world.bystandersOf(index)[0] ?? '';

const aims: readonly Mutation[] = [
  aim('an action that is none', 'action', (_, { dice }) =>
    dice.pick(['REMOVE', 'kick all', 'remove ', 7, null, ['remove']]),
  ),
  aim('a thread that steers', 'thread', (right, { dice }) =>
    dice.pick([
      `${right}/../19:x@thread.v2`,
      `${right}?x=`,
      `${right}%2F`,
      `${right}\n`,
      `${right} `,
      `${right}#`,
      [right],
      '19:…@thread.v2',
    ]),
  ),
  aim('a participant that is none', 'participant', (_, { dice }) =>
    dice.pick([
      '8:acs:nobody',
      '8:acs:../..',
      ' ',
      5,
      {},
      [],
      { rawId: '8:acs:x' },
      { communicationUser: {} },
      '*',
      'constructor',
    ]),
  ),
  aim('a participant of two minds', 'participant', (right, scene) => {
    const rawId = typeof right === 'string' ? right : '8:acs:x';
    return { rawId, communicationUser: { id: bystander(scene) }, phoneNumber: { value: '+4930123456' } };
  }),
];

/** A member that stands twice, the other one about somebody whom nobody asked to remove. */
const duplicate: Mutation = {
  name: 'a member stands twice',
  change(draft, scene) {
    const which = scene.dice.below(Math.max(1, draft.entries.length));
    const entry = draft.entries[which];
    const json = jsonOf(draft);
    const name = entry?.participant.at(-1);
    const parent = entry && at(json, entry.participant.slice(0, -1));
    if (
      !entry ||
      at(json, entry.participant) === undefined ||
      parent === null ||
      typeof parent !== 'object' ||
      typeof name !== 'string'
    )
      return undefined;
    const [mark, other] = ['"\u{1F500}":0', `${JSON.stringify(name)}:${JSON.stringify(bystander(scene))}`];
    const marked = { '\u{1F500}': 0 };
    const placed = scene.dice.roll() < 0.5 ? { ...marked, ...parent } : { ...parent, ...marked };
    const text = JSON.stringify(put(json, entry.participant.slice(0, -1), placed));
    return leaving({ ...draft, body: Buffer.from(text.replace(mark, () => other)) }, 'no meaning', which);
  },
};

/** Puts a member into an object of the body, as text, since no JavaScript object could hold some of them. */
function member(
  name: string,
  text: (scene: Scene) => string,
  inStrict: 'the meaning' | 'no meaning',
): Mutation {
  return {
    name,
    change(draft, scene) {
      const which = scene.dice.below(Math.max(1, draft.entries.length));
      const entry = draft.entries[which];
      const json = jsonOf(draft);
      const root = entry && at(json, entry.root);
      if (!entry || root === null || typeof root !== 'object' || Array.isArray(root)) return undefined;
      const marked = JSON.stringify(put(json, entry.root, { '\u{1F500}': 0, ...root }));
      const body = Buffer.from(marked.replace('"\u{1F500}":0', () => text(scene)));
      const strict = inStrict === 'the meaning' ? inStrict : 'no meaning';
      return leaving(
        { ...draft, body },
        entry.strict ? strict : inStrict === 'the meaning' ? inStrict : 'doubt',
        which,
      );
    },
  };
}

const deep = ({ dice }: Scene) => {
  const depth = dice.pick([40, 1_000, 20_000]);
  const [open, close] = dice.pick([
    ['[', ']'],
    ['{"a":', '}'],
  ] as const);
  return `"deep":${open.repeat(depth)}0${close.repeat(depth)}`;
};

const members: readonly Mutation[] = [
  member(
    'a member __proto__',
    (scene) => `"__proto__":{"participant":${JSON.stringify(bystander(scene))},"action":"remove"}`,
    'no meaning',
  ),
  member('a member \\u005f_proto__', () => '"\\u005f_proto__":{"dryRun":true}', 'no meaning'),
  member('nesting without end', deep, 'no meaning'),
  member(
    'members that nobody knows',
    ({ world }) => `"fuzznote":"${canaryOf(world.seed)}","constructor":{"prototype":{"x":1}}`,
    'the meaning',
  ),
];

/** What is done to the text of a body. */
const texts: readonly Mutation[] = [
  ofText('white space', 'the meaning', (text) => `\n\t ${text.replaceAll('":', '" : ')}\r\n`),
  ofText('escapes', 'the meaning', (text) => text.replaceAll(/(?<=[a-z])t(?=[a-z])/g, '\\u0074')),
  ofText('cut short', 'no meaning', (text, { dice }) =>
    Buffer.from(text).subarray(0, dice.below(Buffer.byteLength(text))),
  ),
  ofText(
    'something behind it',
    'no meaning',
    (text, { dice }) => text + dice.pick(['}', 'x', ',{}', '\u0000', text, '//']),
  ),
  ofText('bytes that are not UTF-8', 'no meaning', (text, { dice }) => {
    const quote = text.indexOf('"') + 1;
    const bytes = dice.pick([
      [0xff],
      [0xc0, 0xaf],
      [0xed, 0xa0, 0x80],
      [0xc3, 0x28],
      [0xf5, 0x80, 0x80, 0x80],
    ]);
    return quote === 0
      ? undefined
      : Buffer.concat([
          Buffer.from(text.slice(0, quote)),
          Buffer.from(bytes),
          Buffer.from(text.slice(quote)),
        ]);
  }),
  ofText('in UTF-16', 'no meaning', (text) => Buffer.from(text, 'utf16le')),
  ofText('a byte order mark', 'doubt', (text) => `\ufeff${text}`),
  ofText('nothing at all', 'no meaning', () => ''),
  ofText('more than a MiB', 'no meaning', (text) => text + ' '.repeat(1_048_577)),
  ofText('a number out of range', 'doubt', (text) => text.replace(/:"[^"]*"/, ':1e999')),
  ofText('single quotes', 'no meaning', (text) =>
    text.includes('"') ? text.replaceAll('"', "'") : undefined,
  ),
  ofText('a flood of entries', 'no meaning', (text) =>
    text.startsWith('[') ? `${text.slice(0, -1)}${',{}'.repeat(5_001)}]` : undefined,
  ),
];

const gzip: Mutation = {
  name: 'as gzip',
  change: (draft) =>
    draft.body.length === 0 || draft.transfer.kind === 'raw' ? undefined : { ...draft, gzip: true },
};

/** May follow one another: each leaves JSON that says each thing once. */
export const looseMutations: readonly Mutation[] = [swapType, swapType, dropMember, hugeString];

/** About one ask or more, and nothing may be done to the body after them: it would be written anew, and be well again. */
export const aimedMutations: readonly Mutation[] = [...looseMutations, ...aims, duplicate, ...members];

/** About the body as a whole, and likewise the last. */
export const wholeMutations: readonly Mutation[] = [...texts, gzip];
