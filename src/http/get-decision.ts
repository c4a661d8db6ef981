import type { HttpResponseInit } from '@azure/functions';
import type { Ledger } from '../moderation/ledger.ts';
import { unknownDecision } from './decision-in-path.ts';
import { recordMembers } from './record-members.ts';

/**
 * What is on record of a decision; of one that is carried out by others, also how those stand.
 *
 * @throws HttpProblem `unknown-decision`
 */
export async function getDecision(
  decision: string,
  ledger: Ledger,
  signal: AbortSignal,
): Promise<HttpResponseInit> {
  const [record, children] = await Promise.all([
    ledger.find(decision, signal),
    ledger.tallyChildren(decision, signal),
  ]);
  if (!record) throw unknownDecision();
  const hasChildren = Object.keys(children).length > 0;
  return { status: 200, jsonBody: { ...recordMembers(decision, record), ...(hasChildren && { children }) } };
}
