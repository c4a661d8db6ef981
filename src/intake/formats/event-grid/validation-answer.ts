import * as z from 'zod';
import { HttpProblem } from '../../../http/http-problem.ts';
import type { Place } from './grid-event-item.ts';

const validation = z.object({
  eventType: z.literal('Microsoft.EventGrid.SubscriptionValidationEvent'),
  data: z.object({ validationCode: z.string().min(1).max(1_000) }),
});

/**
 * Answers the question with which Event Grid makes sure that somebody here wants its events. The code is the answer;
 * `validationUrl`, which would do as well, is never called, since whoever sends it says where the call goes.
 * https://learn.microsoft.com/azure/event-grid/end-point-validation-event-grid-events-schema
 *
 * @throws HttpProblem `invalid-event` if it is not that one question.
 */
export function validationAnswer(places: readonly Place[]): { validationResponse: string } {
  const [entry, ...more] = places.map(({ entry }) => entry);
  const json = entry && 'json' in entry && more.length === 0 ? entry.json : undefined;
  const parsed = validation.safeParse(json);
  if (parsed.success) return { validationResponse: parsed.data.data.validationCode };
  const detail =
    'must be a list of one Microsoft.EventGrid.SubscriptionValidationEvent with a validationCode';
  throw new HttpProblem('invalid-event', {
    detail: 'The header aeg-event-type says SubscriptionValidation, and the body does not.',
    errors: [{ pointer: '', detail }],
  });
}
