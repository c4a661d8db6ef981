import { canonicalId } from '../chat/identifier/communication-identifier.ts';
import { decidedOf, isOwn } from './decided-of.ts';
import { everyThread, type ModerationEvent } from './moderation-event.ts';
import type { EndingCode, Obstacle, WaitCode } from './outcome.ts';
import { paused } from './paused.ts';
import type { Policy } from './policy.ts';
import type { StandingPair } from './standings.ts';
import { whyNotStanding } from './stands.ts';
import { isNamed, isSetAbout } from './with-decision.ts';

/** What is to be done about an event. */
export type Plan =
  | { readonly do: 'reject'; readonly problem: Obstacle<EndingCode> }
  /** A newer decision counts. */
  | { readonly do: 'superseded'; readonly detail: string }
  | { readonly do: 'wait'; readonly until: number; readonly problem: Obstacle<WaitCode> }
  /** To be put on record now, and carried out then. */
  | { readonly do: 'schedule'; readonly at: number }
  /** To be told, not done. @see whyNot - why nothing would come of it, if so. */
  | { readonly do: 'dry-run'; readonly whyNot?: string }
  | { readonly do: 'lift-ban' }
  /** It counts among others, and has ended already: nobody is removed. */
  | { readonly do: 'set-ban' }
  | { readonly do: 'set-ban-and-remove' }
  | { readonly do: 'remove' }
  /** In every thread; not in more than so many. */
  | { readonly do: 'fan-out'; readonly cap: number };

/** What is known of an event beside its own words. Times are milliseconds since 1970. */
export interface Facts {
  readonly received: number;
  /** Whether somebody has confirmed that it may touch as much as it does. */
  readonly capLifted?: boolean;
  readonly now: number;
}

/** Decides what to do about an event. Pure: all it goes by is given. */
export function decide(event: ModerationEvent, pair: StandingPair, policy: Policy, facts: Facts): Plan {
  const { received, now } = facts;
  const row = event.threadId === everyThread ? pair.every : pair.thread;
  const named = isNamed(row, event);
  const problem = whyRejected(event, named, policy, facts);
  // An unban is put on record in any case: it may cover older bans that the newer decision does not.
  const superseded =
    event.action === 'unban'
      ? undefined
      : (whyRuleIsOver(event, policy) ?? whyNotStanding(event, received, pair, now));

  if (event.dryRun) return dryRun(problem?.detail ?? whyNotStanding(event, received, pair, now));
  if (problem) return { do: 'reject', problem };
  if (superseded !== undefined) return { do: 'superseded', detail: superseded };
  const isForLater = (event.effectiveAt ?? 0) > now;
  // Nobody is removed by being let in again, nor by what is to come: what waits meanwhile has to find them on record.
  if (policy.enforcement === 'paused' && event.action !== 'unban' && !isForLater) {
    const { until, problem } = paused(now);
    return { do: 'wait', until, problem };
  }
  // What is on record has to be seen through: else the record would say "dry run", and the ban be in force.
  if (policy.enforcement === 'dry-run' && !isSetAbout(row, event)) return dryRun();
  if (isForLater) return { do: 'schedule', at: event.effectiveAt as number };
  return planOf(event, policy, facts);
}

function planOf({ action, until, threadId }: ModerationEvent, policy: Policy, facts: Facts): Plan {
  if (action === 'unban') return { do: 'lift-ban' };
  if (until !== undefined && until <= facts.now) return { do: 'set-ban' };
  if (threadId === everyThread) {
    const cap = facts.capLifted ? Number.POSITIVE_INFINITY : policy.maxFanout;
    return { do: 'fan-out', cap };
  }
  return { do: action === 'ban' ? 'set-ban-and-remove' : 'remove' };
}

function whyRejected(
  event: ModerationEvent,
  named: boolean,
  policy: Policy,
  { received, now }: Facts,
): Obstacle<EndingCode> | undefined {
  const participant = canonicalId(event.participant);
  if (event.action !== 'unban' && participant === canonicalId({ rawId: policy.actingIdentity })) {
    const detail = 'The participant is the moderator identity itself, which is never removed.';
    return { code: 'protected-participant', detail };
  }
  if (event.action !== 'unban' && policy.protectedIds.has(participant)) {
    const detail = 'The participant is protected (PROTECTED_PARTICIPANTS) and is never removed.';
    return { code: 'protected-participant', detail };
  }
  // Whatever is newer than it may be forgotten by now.
  if (!named && !isOwn(event) && now - decidedOf(event, received).occurredAt > policy.retentionMs) {
    const detail = 'It was taken longer ago than decisions are kept (LEDGER_RETENTION).';
    return { code: 'too-old', detail, hint: 'If it still holds, send it as a new decision.' };
  }
  return undefined;
}

/** What a rule has led to acts only while the rule is in force. */
function whyRuleIsOver({ cause, dryRun }: ModerationEvent, { activeRules }: Policy): string | undefined {
  if (cause?.kind !== 'rule' || dryRun || activeRules.has(cause.rule)) return undefined;
  return `The clean-up rule ${cause.rule} is no longer there, or only says whom it would remove.`;
}

function dryRun(whyNot?: string): Plan {
  return { do: 'dry-run', ...(whyNot !== undefined && { whyNot }) };
}
