import type { LogFields } from '../log.ts';
import { isRun, type WorkableEvent } from './moderation-event.ts';
import type { Outcome } from './outcome.ts';

/** What a log line says of a decision and how it went. The participant is named by raw id, nobody by name. */
export function outcomeFields(event: WorkableEvent, outcome: Outcome, durationMs: number): LogFields {
  const { decision, source, id } = event;
  const what = isRun(event)
    ? { rule: event.rule }
    : { action: event.action, threadId: event.threadId, participant: event.participant.rawId };
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
    ...what,
    status,
    ...how,
    durationMs,
  };
}
