import { decidedOf } from './decided-of.ts';
import { isNewer, type Kind } from './in-force.ts';
import type { ModerationEvent } from './moderation-event.ts';
import type { Standing } from './standings.ts';

/** What of a standing an event has its place in. A ban that is for later keeps its place as a removal does, until then. */
function placeIn({ action, effectiveAt = 0 }: ModerationEvent, now: number): 'ban' | 'lift' | 'removal' {
  if (action === 'unban') return 'lift';
  return action === 'remove' || effectiveAt > now ? 'removal' : 'ban';
}

/**
 * A standing once an event is on record. Of each kind the newest stays, so that it comes out the same in whichever order
 * they arrive.
 *
 * @param received - when the event was accepted first.
 * @returns undefined when the standing stays as it is.
 */
export function withDecision(
  standing: Standing,
  event: ModerationEvent,
  received: number,
  now: number,
): Standing | undefined {
  const kind: Kind = placeIn(event, now);
  const [decided, before] = [decidedOf(event, received), standing[kind]];
  if (before && !isNewer([kind, decided], [kind, before])) return undefined;
  const { until, reason, moderator, revokeTokens, effectiveAt } = event;
  if (kind === 'lift') return { ...standing, lift: decided };
  if (kind === 'removal') {
    return { ...standing, removal: { ...decided, ...(effectiveAt !== undefined && { effectiveAt }) } };
  }
  const ban = {
    ...decided,
    received,
    ...(until !== undefined && { until }),
    ...(reason !== undefined && { reason }),
    ...(moderator !== undefined && { moderator }),
    ...(revokeTokens && { revokeTokens }),
  };
  return { ...standing, ban };
}

/**
 * Whether an attempt has put an event on record as what it is, so that it has to be seen through: one that is for later
 * stands there as something that is to come first.
 */
export function isSetAbout(standing: Standing, event: ModerationEvent): boolean {
  if (event.effectiveAt === undefined) return isNamed(standing, event);
  return standing.ban?.decision === event.decision;
}

/** Whether a standing names an event already. */
export function isNamed({ ban, lift, removal }: Standing, { decision }: ModerationEvent): boolean {
  return [ban, lift, removal].some((decided) => decided?.decision === decision);
}
