import type { HttpResponseInit } from '@azure/functions';
import type { Taken } from '../moderation/take-event.ts';
import { endingMembers, holdMember } from './ending-members.ts';
import { problemAnswer } from './http-problem.ts';

/** How soon it is worth looking again at what goes on, in seconds. */
const lookAgain = 5;

/**
 * The answer to an event: 200 when its decision has ended, now or before, also when it was rejected or has failed for
 * good, because to send it again would change nothing; 202 and where to look while it goes on.
 *
 * @param async - the sender asked not to wait (RFC 7240, `respond-async`).
 */
export function takenAnswer(decision: string, taken: Taken, async: boolean): HttpResponseInit {
  switch (taken.kind) {
    case 'ended':
      return { status: 200, jsonBody: { decision, ...endingMembers(taken.ending) } };
    case 'goes-on': {
      const headers = {
        Location: `/api/decisions/${decision}`,
        'Retry-After': `${lookAgain}`,
        ...(async && { 'Preference-Applied': 'respond-async' }),
      };
      const problem = taken.hold && holdMember(taken.hold);
      return {
        status: 202,
        headers,
        jsonBody: { decision, status: taken.status, ...(problem && { problem }) },
      };
    }
    case 'conflict':
      return problemAnswer('id-taken', {
        detail: 'The decision that has this id stays as it is. Send another decision under an id of its own.',
        decision,
        errors: taken.differs.map((name) => ({ pointer: `/${name}`, detail: 'differs' })),
      });
  }
}
