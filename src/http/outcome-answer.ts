import type { HttpResponseInit } from '@azure/functions';
import type { Outcome } from '../moderation/outcome.ts';
import { problemAnswer } from './http-problem.ts';
import { endings, problemType } from './problems.ts';

/**
 * The answer to a decision: 200 when it has ended, also when it was rejected or failed for good, because sending
 * it again would change nothing; 503 and when to come back otherwise.
 */
export function outcomeAnswer(decision: string, outcome: Outcome): HttpResponseInit {
  if (outcome.status === 'done') return { status: 200, jsonBody: { decision, ...outcome } };

  if (outcome.status === 'unfinished') {
    const { code, ...details } = outcome.problem;
    const { retryAfterMs } = outcome;
    return problemAnswer(code, { ...details, decision, ...(retryAfterMs !== undefined && { retryAfterMs }) });
  }
  const { code, ...details } = outcome.problem;
  const problem = { type: problemType(code), ...endings[code], ...details };
  return { status: 200, jsonBody: { decision, status: outcome.status, problem } };
}
