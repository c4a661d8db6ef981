import type { Action } from '../../src/moderation/moderation-event.ts';
import type { Given, Result } from './command.ts';
import type { Desk } from './desk.ts';
import { eventOf, type SaidOfEvent } from './event-options.ts';
import { deliveryOf, eventIdIn } from './make-delivery.ts';
import { sendAndTell } from './send-and-tell.ts';
import { sendingOf, type sendOptions } from './send-options.ts';

/**
 * Sends the event that the options say: what `send`, `remove`, `ban` and `unban` share.
 *
 * @throws BouncerError
 */
export async function sendAction(
  action: Action | undefined,
  given: SaidOfEvent & Given<typeof sendOptions>,
  desk: Desk,
): Promise<Result> {
  const now = desk.clock.now();
  const event = eventOf(action, given, now);
  const sending = await sendingOf(given, desk);
  const format = given.format ?? 'native';
  const said = { ...event, id: eventIdIn(format, event.id) };
  return await sendAndTell(deliveryOf(event, format, now), sending, desk, said);
}
