import type { Fault } from '../../../http/http-problem.ts';
import { decisionId } from '../../../moderation/decision-id.ts';
import type { Action, ModerationEvent } from '../../../moderation/moderation-event.ts';
import { brokenRules } from '../../member-rules.ts';
import type { SourceOfFormat } from '../reading.ts';
import { locateParticipant, locateThread } from './locate.ts';
import { firstOf, pointerOf, textAt } from './value-at.ts';
import type { Meaning, Vendor } from './vendor.ts';
import { vendorDuration, vendorTime } from './vendor-time.ts';

/** What is known of a vendor's event once it is known to be a decision. */
export interface Claim {
  readonly id: string;
  readonly action: Action;
  readonly meaning: Meaning;
  readonly json: object;
}

/** Makes an event of a vendor's decision, or says what it lacks. */
export function decisionOf(
  { id, action, meaning, json }: Claim,
  source: SourceOfFormat,
  vendor: Vendor,
): { event: ModerationEvent } | { faults: readonly Fault[] } {
  const participant = locateParticipant(json, meaning, source);
  const thread = locateThread(json, meaning, source, vendor);
  const occurredAt = vendorTime(firstOf(json, meaning.occurredAt ?? [])?.value);
  const end = action === 'ban' ? endOf(json, meaning, occurredAt) : {};
  const faults = [participant, thread, end].flatMap((part) => ('fault' in part ? [part.fault] : []));
  if ('fault' in participant || 'fault' in thread || 'fault' in end) return { faults };
  const reason = textAt(json, meaning.reason);
  const moderator = textAt(json, meaning.moderator);
  const event: ModerationEvent = {
    source: source.name,
    id,
    decision: decisionId(source.name, id),
    action,
    ...thread,
    ...participant,
    ...(reason && { reason: clip(reason, 1_000) }),
    ...(moderator && { moderator: clip(moderator, 400) }),
    ...(occurredAt !== undefined && { occurredAt }),
    ...end,
  };
  const broken = brokenRules(event);
  // Of what has to hold between members, vendors' events can break only what is about the end of a ban.
  const pointer = pointerOf(meaning.until?.[0] ?? '');
  return broken.length > 0 ? { faults: broken.map(({ detail }) => ({ pointer, detail })) } : { event };
}

/** When a ban ends. An end that nobody can read makes no ban without end of it. */
function endOf(
  json: object,
  { until = [], lasts = [] }: Meaning,
  occurredAt: number | undefined,
): { until?: number } | { fault: Fault } {
  const found = firstOf(json, until);
  if (found) {
    const time = vendorTime(found.value);
    if (time !== undefined) return { until: time };
    return { fault: { pointer: pointerOf(found.path), detail: 'holds no time at which a ban could end' } };
  }
  const length = vendorDuration(firstOf(json, lasts)?.value);
  if (length === undefined) return {};
  if (occurredAt !== undefined) return { until: occurredAt + length };
  const detail = 'says how long the ban is, and nothing says since when';
  return { fault: { pointer: pointerOf(lasts[0] ?? ''), detail } };
}

/** As much of a text as the record takes, in whole characters. */
function clip(text: string, most: number): string {
  return text.slice(0, most).toWellFormed();
}
