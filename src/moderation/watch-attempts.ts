import type { Log } from '../log.ts';
import type { WorkableEvent } from './moderation-event.ts';
import { outcomeFields } from './outcome-fields.ts';
import type { Watch } from './take-event.ts';

/** Writes each attempt into the log, one line that says which decision and how it went. */
export function watchAttempts(event: WorkableEvent, log: Log, elapsed: () => number): Watch {
  return {
    attempted: ({ outcome, recorded }) =>
      log.info('enforced', { ...outcomeFields(event, outcome, elapsed()), ...(!recorded && { recorded }) }),
    unrecorded: ({ message, hint }) =>
      log.error('unrecorded', { decision: event.decision, detail: message, hint, durationMs: elapsed() }),
  };
}
