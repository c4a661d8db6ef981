import type { HttpResponseInit } from '@azure/functions';
import type { Redriven } from '../moderation/redrive.ts';
import { HttpProblem } from './http-problem.ts';

/** Why a decision is not tried again, in words. */
export const whyNot: Readonly<Record<Exclude<Redriven, 'redriven'>, string>> = {
  'unknown-decision': 'No decision of that name is on record.',
  'not-failed': 'Only a decision that has failed can be tried again.',
  'damaged-record': 'The record cannot be read: send the decision again under another id.',
  'needs-force':
    'It was taken more than an hour ago; somebody may have let the person in since. Add force=true if it still holds.',
};

/** Which problem each is; a record that cannot be read is none that could be tried again. */
const problems = {
  'unknown-decision': 'unknown-decision',
  'not-failed': 'not-failed',
  'damaged-record': 'not-failed',
  'needs-force': 'needs-force',
} as const;

/**
 * The answer to a redrive: 202 and where to look.
 *
 * @throws HttpProblem when there is nothing to try again.
 */
export function redriveAnswer(decision: string, redriven: Redriven): HttpResponseInit {
  if (redriven !== 'redriven') {
    throw new HttpProblem(problems[redriven], { detail: whyNot[redriven], decision });
  }
  const headers = { Location: `/api/decisions/${decision}`, 'Retry-After': '5' };
  return { status: 202, headers, jsonBody: { decision, status: 'accepted' } };
}
