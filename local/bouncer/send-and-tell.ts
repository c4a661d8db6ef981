import { awaitEnding } from './await-ending.ts';
import type { Result } from './command.ts';
import { describeSent } from './describe-sent.ts';
import type { Desk } from './desk.ts';
import { eachOf } from './each-of.ts';
import type { NativeEvent } from './event-options.ts';
import { worstOf } from './exit-codes.ts';
import type { Delivery } from './make-delivery.ts';
import { expectAnswer } from './refusal.ts';
import { type Sending, sendDelivery } from './send-delivery.ts';
import { exitOfItem, isDecided, type SentItem, sentItems } from './sent-item.ts';

/**
 * Sends a delivery, waits for the end of what goes on if that is asked for, and says what came of it.
 *
 * @param said - what is known of the one event in it.
 * @throws BouncerError when the app refuses it, or was not reached.
 */
export async function sendAndTell(
  delivery: Delivery,
  sending: Sending,
  desk: Desk,
  said: Partial<NativeEvent> = {},
): Promise<Result> {
  const answer = await sendDelivery(delivery, sending, desk);
  const taken = expectAnswer(answer, [200, 201, 202, 204], sentItems, desk.clock.now());
  const items = (await settle(taken, sending, desk)).map((one) => ({ ...said, ...one }));
  const { status } = answer;
  return {
    exit: items.length > 0 ? worstOf(items.map(exitOfItem)) : status === 202 ? 'goes-on' : 'done',
    text: describeSent(items, status, desk),
    json: isBatch(answer.json) ? { results: items } : (items[0] ?? { answered: status, answer: answer.json }),
  };
}

async function settle(
  items: readonly SentItem[],
  { deployment, deadline }: Sending,
  desk: Desk,
): Promise<SentItem[]> {
  if (deadline === undefined) return [...items];
  const goOn = items.filter((one) => exitOfItem(one) === 'goes-on').length;
  if (goOn > 0)
    desk.note(goOn === 1 ? 'It goes on; waiting for its end.' : `${goOn} go on; waiting for their end.`);
  return await eachOf(items, 'have ended', desk, async (one) =>
    isDecided(one) && exitOfItem(one) === 'goes-on'
      ? await awaitEnding(one.decision, deployment, deadline, desk)
      : one,
  );
}

const isBatch = (json: unknown): boolean => Array.isArray((json as { results?: unknown } | null)?.results);
