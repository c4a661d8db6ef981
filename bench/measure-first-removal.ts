import { setTimeout as wait } from 'node:timers/promises';
import { signEvent } from '../local/send/sign-event.ts';
import { seatPeople } from '../local/stack/seat-people.ts';
import { startStack } from '../local/stack/start-stack.ts';
import type { App } from './prepare-apps.ts';

/** Long enough for whatever an app does by itself after its start. */
const keptReadyMs = 1_500;

/**
 * Starts an app anew, on a local stack of its own, and has it remove somebody.
 *
 * @param from - `start`: the event comes as soon as the app can take it, and time counts from the moment its worker
 *   begins to load it. `kept-ready`: the app has waited for its first event, and time counts from that.
 * @returns milliseconds until the answer is there.
 */
export async function measureFirstRemoval(
  { name, folder }: App,
  from: 'start' | 'kept-ready',
): Promise<number> {
  let loading = 0;
  const log = (line: string) => {
    loading ||= Number(/loading at ([\d.]+)/.exec(line)?.[1] ?? 0);
  };
  const { azure, events, stop } = await startStack({ appRoot: folder, log });
  try {
    const thread = seatPeople(azure, ['Mallory']);
    const participant = thread.people.find((person) => person.name === 'Mallory')?.rawId;
    if (from === 'kept-ready') await wait(keptReadyMs);
    const body = JSON.stringify({ id: 'bench', action: 'remove', threadId: thread.threadId, participant });
    const signature = signEvent(body, { key: events.signingKey });
    const sent = now();
    const answer = await fetch(events.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-functions-key': events.key, ...signature },
      body,
    });
    const text = await answer.text();
    const ended = now();
    const gone = thread.present().every((person) => person.name !== 'Mallory');
    if (!gone || loading === 0) throw new Error(`${name} has removed nobody: ${answer.status} ${text}`);
    return ended - (from === 'start' ? loading : sent);
  } finally {
    await stop();
  }
}

/** On a scale that all processes share. */
const now = (): number => performance.timeOrigin + performance.now();
