import type { Looked } from '../moderation/ledger.ts';
import { type Cause, isRun, isUsable, type RecordedEvent } from '../moderation/moderation-event.ts';
import { endingMembers, holdMember, obstacleMember } from './ending-members.ts';
import { endings, problemType } from './problems.ts';

/** What an operator is told of a decision. Times are ISO 8601. */
export function recordMembers(decision: string, record: Exclude<Looked, undefined>): object {
  if (record === 'damaged') {
    const type = problemType('damaged-record');
    return { decision, status: 'failed', problem: { type, ...endings['damaged-record'] } };
  }
  const { event, status, ending, attempts, lastError, received, updated, notBefore } = record;
  const { hold, heldUntil, confirmed } = record;
  return {
    decision,
    ...eventMembers(event),
    status,
    ...(ending && endingMembers(ending)),
    attempts,
    ...(hold && { hold: holdMember(hold) }),
    ...(lastError && { lastError: obstacleMember(lastError) }),
    ...times({ received, updated, notBefore, heldUntil, confirmed }),
  };
}

function eventMembers(event: RecordedEvent): object {
  if (!isUsable(event)) return { source: event.source, id: event.id, errors: event.faults };
  if (isRun(event)) {
    const { decision: _, ...said } = event;
    return said;
  }
  const { participant, occurredAt, effectiveAt, until, cause, decision: _, ...said } = event;
  return {
    ...said,
    ...(cause && { cause: causeMember(cause) }),
    participant: participant.rawId,
    ...times({ occurredAt, effectiveAt, until }),
  };
}

/** Without what only we compare by. */
function causeMember(cause: Cause): object {
  return cause.kind === 'rule' ? { kind: cause.kind, rule: cause.rule } : cause;
}

function times(members: Readonly<Record<string, number | undefined>>): object {
  const given = Object.entries(members).filter(([, ms]) => ms !== undefined);
  return Object.fromEntries(given.map(([name, ms]) => [name, new Date(ms as number).toISOString()]));
}
