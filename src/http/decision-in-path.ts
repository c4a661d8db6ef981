import type { HttpRequest } from '@azure/functions';
import { HttpProblem } from './http-problem.ts';

/**
 * The decision that a URL names. From its path, since `params` also holds what a caller puts into query and body:
 * https://github.com/Azure/azure-functions-host/issues/4926
 *
 * @throws HttpProblem `unknown-decision` when it cannot be the id of one.
 */
export function decisionInPath(request: Pick<HttpRequest, 'url'>): string {
  const [, decision] = /\/decisions\/([^/]+)/i.exec(new URL(request.url).pathname) ?? [];
  if (decision && /^[\w.-]{1,100}$/.test(decision)) return decision;
  throw unknownDecision();
}

/** The answer where a decision is not on record. */
export function unknownDecision(): HttpProblem {
  return new HttpProblem('unknown-decision', {
    detail:
      'No decision of that name is on record. It may have been kept for as long as LEDGER_RETENTION says.',
  });
}
