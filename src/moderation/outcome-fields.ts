import type { LogFields } from '../log.ts';
import type { ModerationEvent } from './moderation-event.ts';
import type { Outcome } from './outcome.ts';

/** What a log line says of a decision and how it went. The participant is named by raw id, nobody by name. */
export function outcomeFields(event: ModerationEvent, outcome: Outcome, durationMs: number): LogFields {
  const { decision, source, id, action, threadId, participant } = event;
  const { status } = outcome;
  const problem = 'problem' in outcome ? outcome.problem : undefined;
  const how =
    status === 'done'
      ? { outcome: outcome.outcome }
      : { problem: problem?.code, detail: problem?.detail, hint: problem?.hint };
  return {
    decision,
    source,
    id,
    action,
    threadId,
    participant: participant.rawId,
    status,
    ...how,
    durationMs,
  };
}
