import type { HttpResponseInit } from '@azure/functions';
import * as z from 'zod';
import { canonicalId } from '../chat/identifier/communication-identifier.ts';
import { parseIdentifier } from '../chat/identifier/parse-identifier.ts';
import { isInForce } from '../moderation/in-force.ts';
import type { Ledger } from '../moderation/ledger.ts';
import type { ListedBan, Standings } from '../moderation/standings.ts';
import { continuation, readQuery } from './read-query.ts';

/** What the query of this route takes. */
export const bansQuery = z.object({
  participant: z
    .string()
    .refine((rawId) => 'identifier' in parseIdentifier(rawId))
    .transform((rawId) => canonicalId({ rawId }))
    .exactOptional(),
  thread: z.string().min(1).max(300).exactOptional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
  continuation: continuation.optional(),
});

/**
 * Lists the bans in force, a page at a time: of a participant, in a thread (with those from every thread), both, or all of
 * them. A page may hold fewer than the limit; the last one has no continuation.
 *
 * @throws HttpProblem `invalid-query`
 */
export async function listBans(
  search: URLSearchParams,
  { standings, ledger }: { readonly standings: Standings; readonly ledger: Pick<Ledger, 'now' | 'setClock'> },
  signal: AbortSignal,
): Promise<HttpResponseInit> {
  const hint =
    'Give, if you like, participant (a raw id), thread (an id, or * for bans from every thread), limit (1 to 100) and continuation.';
  const { limit, continuation: from, thread: threadId, participant } = readQuery(search, bansQuery, hint);
  const asked = {
    ...(participant !== undefined && { participant }),
    ...(threadId !== undefined && { threadId }),
  };
  await ledger.setClock(signal);
  const { items, ...rest } = await standings.listBans(asked, limit, signal, from);
  const now = ledger.now();
  const inForce = items.filter(({ ban, pair }) => isInForce(ban, [pair.thread.lift, pair.every.lift], now));
  return { status: 200, jsonBody: { bans: inForce.map(banMembers), ...rest } };
}

/** What an operator is told of a ban. Times are ISO 8601. */
function banMembers({ participant, threadId, ban }: ListedBan): object {
  const { decision, source, occurredAt, received, until, reason, moderator } = ban;
  const iso = (time: number) => new Date(time).toISOString();
  return {
    participant,
    threadId,
    since: iso(occurredAt),
    ...(until !== undefined && { until: iso(until) }),
    ...(reason !== undefined && { reason }),
    ...(moderator !== undefined && { moderator }),
    source,
    decision,
    received: iso(received),
  };
}
