import type { HttpResponseInit } from '@azure/functions';
import * as z from 'zod';
import { decisionId } from '../moderation/decision-id.ts';
import type { Ledger } from '../moderation/ledger.ts';
import { getDecision } from './get-decision.ts';
import { continuation, readQuery } from './read-query.ts';
import { recordMembers } from './record-members.ts';

/** What the query of this route takes. */
export const decisionsQuery = z.union([
  z.object({
    source: z.string().default('default'),
    id: z.string().min(1),
    dryRun: z.literal(['true', 'false']).default('false'),
  }),
  z.object({
    parent: z.string().regex(/^[\w.-]{1,100}$/),
    limit: z.coerce.number().int().min(1).max(100).default(50),
    continuation: continuation.optional(),
  }),
  z.object({
    status: z.enum(['failed', 'held', 'scheduled']),
    limit: z.coerce.number().int().min(1).max(100).default(50),
    continuation: continuation.optional(),
  }),
]);

/**
 * Finds one decision by the names its sender gave it, or lists those that carry out another one, have failed, are held or
 * are scheduled, a page at a time.
 *
 * @throws HttpProblem `invalid-query`, `unknown-decision`.
 */
export async function listDecisions(
  search: URLSearchParams,
  ledger: Ledger,
  signal: AbortSignal,
): Promise<HttpResponseInit> {
  const asked = readQuery(
    search,
    decisionsQuery,
    'Give source and id (of a dry run with dryRun=true), or parent (a decision) or status (failed, held, scheduled) with limit (1 to 100) and continuation.',
  );
  if ('id' in asked) {
    const decision = decisionId(asked.source, asked.id, { dryRun: asked.dryRun === 'true' });
    return await getDecision(decision, ledger, signal);
  }
  const { limit, continuation: from } = asked;
  const { items, ...rest } =
    'parent' in asked
      ? await ledger.listChildren(asked.parent, limit, signal, from)
      : await ledger.list(asked.status, limit, signal, from);
  const decisions = items.map(({ decision, record }) => recordMembers(decision, record));
  return { status: 200, jsonBody: { decisions, ...rest } };
}
