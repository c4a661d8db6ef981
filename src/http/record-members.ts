import type { Looked } from '../moderation/ledger.ts';
import { endingMembers, obstacleMember } from './ending-members.ts';
import { endings, problemType } from './problems.ts';

/** What an operator is told of a decision. Times are ISO 8601. */
export function recordMembers(decision: string, record: Exclude<Looked, undefined>): object {
  if (record === 'damaged') {
    const type = problemType('damaged-record');
    return { decision, status: 'failed', problem: { type, ...endings['damaged-record'] } };
  }
  const { event, status, ending, attempts, lastError, received, updated, notBefore } = record;
  const { participant, occurredAt, effectiveAt, decision: _, ...said } = event;
  return {
    decision,
    ...said,
    participant: participant.rawId,
    ...times({ occurredAt, effectiveAt }),
    status,
    ...(ending && endingMembers(ending)),
    attempts,
    ...(lastError && { lastError: obstacleMember(lastError) }),
    ...times({ received, updated, notBefore }),
  };
}

function times(members: Readonly<Record<string, number | undefined>>): object {
  const given = Object.entries(members).filter(([, ms]) => ms !== undefined);
  return Object.fromEntries(given.map(([name, ms]) => [name, new Date(ms as number).toISOString()]));
}
