import type { Cause, ModerationEvent } from '../moderation-event.ts';
import type { CleanupRule } from './cleanup-rule.ts';
import { fitsParticipant } from './fits-rule.ts';

/**
 * Why a rule, as it is now, is no longer about somebody whom a run of it has found; undefined when it is. The thread itself
 * is not looked at again: that would take a call to the chat platform for each person.
 */
export function whyNoLongerMeant(
  rule: CleanupRule,
  { threads }: Extract<Cause, { kind: 'rule' }>,
  participant: ModerationEvent['participant'],
): string | undefined {
  if (!fitsParticipant(rule, participant)) return `The clean-up rule ${rule.name} is no longer about them.`;
  if (threads === undefined || threads === threadsOf(rule)) return undefined;
  return `The clean-up rule ${rule.name} is about other threads now. Its next run finds whom it is about.`;
}

/** Which threads a rule is about, as a text to compare. */
export function threadsOf({ threads: { idleForMs, olderThanMs, topic } }: CleanupRule): string {
  return JSON.stringify({ idleForMs, olderThanMs, topic });
}
