import { setTimeout as wait } from 'node:timers/promises';
import { type Came, sendRaw } from './send-raw.ts';
import type { Wire } from './write-request.ts';

/** So often is something sent again that could not be taken, as every sender does. */
const tries = 6;

/** Sends bytes, and again when the answer is that a service was away and when to come back. @returns the last answer */
export async function sendPatiently(port: number, wire: Wire): Promise<Came> {
  for (let left = tries; ; left -= 1) {
    const came = await sendRaw(port, wire);
    const retryAfter =
      came.kind === 'answer' && came.answer.status === 503 && came.answer.headers.get('retry-after');
    if (!retryAfter || left === 1 || !came.answer.body.includes('upstream-unavailable')) return came;
    await wait(Math.min(5, Number(retryAfter)) * 1_000);
  }
}
