import { setTimeout as wait } from 'node:timers/promises';
import { signEvent } from '../../../local/send/sign-event.ts';
import type { Dice } from '../dice.ts';
import type { KillableHost } from '../killable-host.ts';
import type { Sent } from './sent.ts';

/** What a sender has been given: a key of the function, and the key that events are signed with. */
export interface Keys {
  readonly key: string;
  readonly signingKey: string;
}

const patience = 6;

/**
 * Sends events, so many at once, each to one instance or the other; a patient sender tries again when it got no answer
 * or a 503.
 *
 * @param events - in the order in which they are sent; one may be there twice.
 * @param options - `mayGoOn` holds the load back, so that it lasts as long as the kills do.
 */
export async function sendLoad(
  events: readonly Sent[],
  hosts: readonly KillableHost[],
  keys: Keys,
  dice: Dice,
  { atOnce, mayGoOn, done }: { atOnce: number; mayGoOn: () => boolean; done: () => void },
): Promise<void> {
  const queue = [...events];
  const sender = async () => {
    for (let event = queue.shift(); event; event = queue.shift()) {
      while (!mayGoOn()) await wait(20);
      await deliver(event, hosts, keys, dice);
      done();
    }
  };
  await Promise.all(Array.from({ length: atOnce }, sender));
}

async function deliver(event: Sent, hosts: readonly KillableHost[], keys: Keys, dice: Dice): Promise<void> {
  if (event.firstSent === 0) {
    event.firstSent = Date.now();
    if (event.lastsMs !== undefined) event.until = event.firstSent + event.lastsMs;
  }
  for (let tries = event.patient ? patience : 1; tries > 0; tries -= 1) {
    event.requests += 1;
    const decision = await post(event, dice.pick(hosts).url, keys);
    if (decision) {
      event.acknowledged ??= decision;
      return;
    }
    if (tries > 1) await wait(200 + dice.below(800));
  }
}

async function post(event: Sent, url: string, { key, signingKey }: Keys): Promise<string | undefined> {
  try {
    const body = JSON.stringify(inNativeForm(event));
    const signature = signEvent(body, { key: signingKey });
    const answer = await fetch(`${url}/api/events`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-functions-key': key, ...signature },
      body,
      signal: AbortSignal.timeout(10_000),
    });
    const { decision } = (await answer.json()) as { decision?: string };
    return answer.ok ? decision : undefined;
  } catch {
    return undefined;
  }
}

function inNativeForm({ id, action, threadId, participant, occurredAt, until }: Sent): object {
  const iso = (time: number) => new Date(time).toISOString();
  return {
    ...{ id, action, threadId, participant },
    ...(occurredAt !== undefined && { occurredAt: iso(occurredAt) }),
    ...(until !== undefined && { until: iso(until) }),
  };
}
