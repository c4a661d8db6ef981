import type { Draft } from './draft.ts';
import { at, jsonOf, leaving, type Mutation, put } from './mutation.ts';
import { canaryOf, jsonBytes, type Scene } from './scene.ts';

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
  aim('a thread that steers', 'thread', (right, { dice }) => {
    // Something else may stand there by now, even an object that has a toString of its own.
    const thread = typeof right === 'string' ? right : JSON.stringify(right);
    const after = dice.pick(['/../19:x@thread.v2', '?x=', '%2F', '\n', ' ', '#']);
    return dice.pick([
      `${thread}${after}`,
      `${thread}${after}`,
      `${thread}${after}`,
      [right],
      '19:…@thread.v2',
    ]);
  }),
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
      'con structor',
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

/** About one ask, and nothing may be done to the body after them: it would be written anew, and be well again. */
export const aimedMutations: readonly Mutation[] = [...aims, duplicate, ...members];
