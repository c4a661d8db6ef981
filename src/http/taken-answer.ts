import type { HttpResponseInit } from '@azure/functions';
import type { Taken } from '../moderation/take-event.ts';
import { endingMembers, holdMember } from './ending-members.ts';
import { HttpProblem } from './http-problem.ts';

/** How soon it is worth looking again at what goes on, in seconds. */
const lookAgain = 5;

/**
 * The answer to an event: 200 when its decision has ended, now or before, also when it was rejected or has failed for
 * good, because to send it again would change nothing; 202 and where to look while it goes on.
 *
 * @param async - the sender asked not to wait (RFC 7240, `respond-async`).
 * @throws HttpProblem `id-taken`
 */
export function takenAnswer(decision: string, taken: Taken, async: boolean): HttpResponseInit {
  if (taken.kind === 'conflict') throw idTaken(decision, taken.differs);
  const jsonBody = takenMembers(decision, taken);
  if (taken.kind === 'ended') return { status: 200, jsonBody };
  const headers = {
    Location: `/api/decisions/${decision}`,
    'Retry-After': `${lookAgain}`,
    ...(async && { 'Preference-Applied': 'respond-async' }),
  };
  return { status: 202, headers, jsonBody };
}

/** What an answer says of a decision that is on record. */
export function takenMembers(decision: string, taken: Exclude<Taken, { kind: 'conflict' }>): object {
  if (taken.kind === 'ended') return { decision, ...endingMembers(taken.ending) };
  const problem = taken.hold && holdMember(taken.hold);
  return { decision, status: taken.status, ...(problem && { problem }) };
}

/** The problem of an id that another decision has. */
export function idTaken(decision: string, differs: readonly string[]): HttpProblem {
  return new HttpProblem('id-taken', {
    detail: 'The decision that has this id stays as it is. Send another decision under an id of its own.',
    decision,
    errors: differs.map((name) => ({ pointer: `/${name}`, detail: 'differs' })),
  });
}
