import type { Outcome } from './outcome.ts';

/** How a ban ends that was over before anybody could be removed for it. It counts among the others all the same. */
export const banHasEnded: Outcome = {
  status: 'done',
  outcome: 'ban-set',
  detail: 'The ban has ended already: nobody was removed.',
};
