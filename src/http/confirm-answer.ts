import type { HttpResponseInit } from '@azure/functions';
import type { Confirmed } from '../moderation/confirm.ts';
import { HttpProblem } from './http-problem.ts';

/** Why there is nothing to confirm, and which problem that is. */
const refusals = {
  'unknown-decision': { problem: 'unknown-decision', detail: 'No decision of that name is on record.' },
  'not-held': { problem: 'not-held', detail: 'Only a decision that is held can be confirmed.' },
  'damaged-record': {
    problem: 'not-held',
    detail: 'The record cannot be read: send the decision again under another id.',
  },
} as const;

/**
 * The answer to a confirmation: 202 and where to look.
 *
 * @throws HttpProblem `unknown-decision`, `not-held`.
 */
export function confirmAnswer(decision: string, confirmed: Confirmed): HttpResponseInit {
  if (confirmed !== 'confirmed') {
    const { problem, detail } = refusals[confirmed];
    throw new HttpProblem(problem, { detail, decision });
  }
  const headers = { Location: `/api/decisions/${decision}`, 'Retry-After': '5' };
  return { status: 202, headers, jsonBody: { decision, status: 'accepted' } };
}
