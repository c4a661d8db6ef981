import { type Dice, dice as diceOf } from '../chaos/dice.ts';
import { aimedMutations } from './aimed-mutations.ts';
import { deliveryMutations } from './delivery-mutations.ts';
import type { Draft } from './draft.ts';
import * as envelopes from './envelope-drafts.ts';
import { looseMutations } from './loose-mutations.ts';
import type { Mutation } from './mutation.ts';
import * as native from './native-drafts.ts';
import * as others from './other-drafts.ts';
import type { Scene } from './scene.ts';
import { signed } from './signing.ts';
import type { FuzzSources } from './sources.ts';
import * as vendors from './vendor-drafts.ts';
import { wholeMutations } from './whole-mutations.ts';
import { perThread, type World } from './world.ts';

/** What all requests of a run have in common. */
export interface FuzzSetUp {
  readonly world: World;
  readonly sources: FuzzSources;
  readonly moderator: string;
  /** When the run began, in milliseconds since 1970: what requests say of times goes by it. */
  readonly now: number;
}

/** What requests begin as, and how many in a hundred. */
const beginnings: readonly (readonly [share: number, make: (scene: Scene) => Draft])[] = [
  [20, native.nativeSingle],
  [4, native.nativeBatch],
  [2, native.repeatedId],
  [5, native.notPermitted],
  [2, native.overRate],
  [2, native.aboutModerator],
  [4, native.removesNobody],
  [9, envelopes.cloudEvent],
  [6, envelopes.binaryCloudEvent],
  [4, envelopes.cloudEvents],
  [5, envelopes.gridEvents],
  [3, envelopes.gridHandshake],
  [6, vendors.moderationApiDecision],
  [3, vendors.moderationApiAdvice],
  [6, vendors.streamDecision],
  [3, vendors.streamAdvice],
  [3, others.optionsHandshake],
  [5.9, others.operatorRequest],
  [0.1, others.healthRequest],
  [1, others.noHttp],
];

const all = beginnings.reduce((sum, [share]) => sum + share, 0);

function begin(scene: Scene): Draft {
  let left = scene.dice.roll() * all;
  for (const [share, make] of beginnings) {
    left -= share;
    if (left < 0) return make(scene);
  }
  return native.nativeSingle(scene);
}

/** How much is done to a request: to what it says, to its signature, to its delivery. */
const treatments: readonly (readonly [content: number, signature: boolean, delivery: number])[] = [
  [0, false, 0],
  [1, false, 0],
  [2, false, 0],
  [3, false, 0],
  [0, true, 0],
  [0, false, 1],
  [0, false, 2],
  [1, false, 1],
  [2, true, 1],
  [2, false, 2],
  [3, false, 2],
];

/**
 * Makes the request of a place in the run: always the same one, but for the keys and the time that it is signed with.
 */
export function makeRequest(index: number, { world, sources, moderator, now }: FuzzSetUp): Draft {
  const dice = diceOf(Math.imul(world.seed + 1, 0x85ebca6b) ^ Math.imul(index + 1, 0x9e3779b1));
  // Senders repeat themselves, and so does whoever has listened.
  if (dice.roll() < 0.03 && index >= perThread) {
    const repeated = makeRequest(index - 1 - dice.below(perThread), { world, sources, moderator, now });
    return { ...repeated, story: ['again', ...repeated.story] };
  }
  const scene: Scene = { world, index, dice, now, moderator };
  const [content, wronglySigned, delivery] = dice.pick(treatments);
  let draft = begin(scene);
  const { fragile = false } = draft;
  if (content > 0) draft = withOtherContent(draft, content, scene);
  // What comes now is about bytes and headers. Where no signature covers them, altered bytes may say anything else.
  draft = { ...draft, fragile: false, loose: content > 0 || fragile };
  draft = signed(draft, sources, scene, wronglySigned);
  draft = treated(draft, delivery, deliveryMutations(sources), scene);
  return otherKey(draft, dice);
}

/** Something is done to what it says. */
function withOtherContent(draft: Draft, times: number, scene: Scene): Draft {
  const loose = treated(draft, times - 1, looseMutations, scene);
  const last = scene.dice.roll() < 0.4 ? wholeMutations : [...looseMutations, ...aimedMutations];
  return treated(loose, 1, last, scene);
}

function treated(draft: Draft, times: number, mutations: readonly Mutation[], scene: Scene): Draft {
  let treatedDraft = draft;
  for (let left = times; left > 0; left -= 1) {
    const { name, change } = scene.dice.pick(mutations);
    const changed = change(treatedDraft, scene);
    if (changed) treatedDraft = { ...changed, story: [...treatedDraft.story, name] };
  }
  return treatedDraft;
}

/** Now and then the function key is wrong, missing, or in the query. */
function otherKey(draft: Draft, dice: Dice): Draft {
  if (dice.roll() > 0.04 || draft.transfer.kind === 'raw') return draft;
  const key = dice.pick(['in the query', 'wrong', 'none'] as const);
  const story = [...draft.story, `key ${key}`];
  if (key === 'in the query') return draft.key === 'events' ? { ...draft, key, story } : draft;
  const asks = draft.asks.map((ask) => ({ ...ask, fate: 'in' as const }));
  return { ...draft, key, story, asks, welcome: false };
}
