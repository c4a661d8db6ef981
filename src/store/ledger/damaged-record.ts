import type { DecisionRecord } from '../../moderation/ledger.ts';
import type { RecordedEvent } from '../../moderation/moderation-event.ts';
import type { Ending } from '../../moderation/outcome.ts';

/** How a decision ends whose row nobody can read. */
export const damaged: Ending = {
  status: 'failed',
  problem: {
    code: 'damaged-record',
    detail:
      'The record of this decision cannot be read: it was changed by hand, or by another version of the app.',
    hint: 'Look at the row in the table decisions. To carry the decision out, send it again under another id.',
  },
};

/** What can be told of such a decision to somebody who brings its event. */
export function damagedRecord(event: RecordedEvent, now: number): DecisionRecord {
  return { event, status: 'failed', ending: damaged, attempts: 0, received: now, updated: now };
}
