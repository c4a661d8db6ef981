import type { Draft } from './draft.ts';
import { type Leaves, leaving, type Mutation } from './mutation.ts';

/** A change, and what it leaves of the meaning. */
export type Done = { draft: Partial<Draft>; leaves: Leaves };

/** Something that is done to a request once it is signed. */
export function deliveryMutation(
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
