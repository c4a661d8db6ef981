import { type Answer, callApi } from './call-api.ts';
import type { Desk } from './desk.ts';
import type { Deployment } from './find-deployment.ts';
import type { Delivery } from './make-delivery.ts';
import { comeBackAfter, isForNow } from './refusal.ts';
import { type Signing, signEvent } from './sign-event.ts';

/** Where and how a delivery goes. */
export interface Sending {
  readonly deployment: Deployment;
  /** The source whose address it goes to. */
  readonly source: string;
  readonly signing: Signing;
  /** On the clock's monotonic scale: until then it is sent again when the app says "later". Once, if absent. */
  readonly deadline?: number;
}

/** How long to wait when the app does not say, in milliseconds. */
const usualWaitMs = 5_000;

/**
 * Sends a delivery. To send it again is safe: its id stays the same, and so does the decision.
 *
 * @returns the app's last word.
 * @throws BouncerError when no answer came.
 */
export async function sendDelivery(
  { id, body, headers }: Delivery,
  { deployment, source, signing, deadline = 0 }: Sending,
  { clock, note }: Pick<Desk, 'clock' | 'note'>,
): Promise<Answer> {
  const path = source === 'default' ? 'events' : `events/${encodeURIComponent(source)}`;
  for (;;) {
    const signed = { ...signEvent(signing, body, id, clock.now()), ...headers };
    const answer = await callApi(deployment, { method: 'POST', path, body, headers: signed, as: 'send' });
    const waitMs = comeBackAfter(answer, clock.now()) ?? usualWaitMs;
    if (!isForNow(answer) || clock.monotonic() + waitMs > deadline) return answer;
    note(`The app answered ${answer.status}; trying again in ${Math.ceil(waitMs / 1_000)} s.`);
    await clock.sleep(waitMs, new AbortController().signal);
  }
}
