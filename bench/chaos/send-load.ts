import { setTimeout as wait } from 'node:timers/promises';
import { signEvent } from '../../local/send/sign-event.ts';
import type { Dice } from './dice.ts';
import type { KillableHost } from './killable-host.ts';

/** One event of the load, and what its sender got to know. */
export interface Sent {
  readonly id: string;
  readonly threadId: string;
  readonly participant: string;
  /** Whether its sender calls again when it gets no answer, as many webhooks do not. */
  readonly patient: boolean;
  requests: number;
  /** Milliseconds since 1970. */
  firstSent: number;
  /** The decision, once any answer said that the event was taken. */
  acknowledged?: string;
}

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
  event.firstSent = Date.now();
  for (let tries = event.patient ? patience : 1; tries > 0 && !event.acknowledged; tries -= 1) {
    event.requests += 1;
    const decision = await post(event, dice.pick(hosts).url, keys);
    if (decision) event.acknowledged = decision;
    else if (tries > 1) await wait(200 + dice.below(800));
  }
}

async function post(
  { id, threadId, participant }: Sent,
  url: string,
  { key, signingKey }: Keys,
): Promise<string | undefined> {
  try {
    const body = JSON.stringify({ id, action: 'remove', threadId, participant });
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
