import { HttpProblem } from '../../../http/http-problem.ts';
import type { SourceOfFormat } from '../reading.ts';

/**
 * Makes sure that a request is made for a subscription that the source is meant for: any of them can be pointed here by
 * whoever knows the address and its key. Event Grid writes the name in capitals.
 * https://learn.microsoft.com/azure/event-grid/end-point-validation-event-grid-events-schema
 *
 * @throws HttpProblem `not-permitted`
 */
export function requireSubscription(
  headers: Pick<Headers, 'get'>,
  { subscriptions }: Pick<SourceOfFormat, 'subscriptions'>,
): void {
  const name = headers.get('aeg-subscription-name')?.trim().toLowerCase();
  if (!subscriptions || subscriptions.some((each) => each.toLowerCase() === name)) return;
  throw new HttpProblem('not-permitted', {
    detail:
      'The header aeg-subscription-name names none of the event subscriptions that this source was given.',
  });
}
