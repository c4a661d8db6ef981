import type { Dice } from '../chaos/dice.ts';
import { flipBits, shuffleBytes } from './byte-mutations.ts';
import { deliveryMutation as mutation } from './delivery-mutation.ts';
import type { Draft, Transfer } from './draft.ts';
import { headerMutations } from './header-mutations.ts';
import type { Leaves, Mutation } from './mutation.ts';
import type { FuzzSources } from './sources.ts';

/** What is done to the bytes once they are signed. @param covered - whether the signature covers them */
function bytesAfter(covered: (draft: Draft) => boolean): readonly Mutation[] {
  const leaves = (draft: Draft, body: Buffer): Leaves =>
    body.equals(draft.body) ? 'the meaning' : covered(draft) ? 'no meaning' : 'doubt';
  const altered = (name: string, alter: typeof flipBits) =>
    mutation(name, (draft, { dice }) => {
      if (draft.body.length === 0) return undefined;
      const body = alter(draft.body, dice);
      return {
        draft: { body, fragile: draft.loose === true && !covered(draft) },
        leaves: leaves(draft, body),
      };
    });
  return [altered('flipped bits', flipBits), altered('shuffled bytes', shuffleBytes)];
}

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
  return [...bytesAfter(covered), ...headerMutations, ...paths, ...transfers];
}
