import { signEvent } from '../send/sign-event.ts';
import { indent } from './show-thread.ts';
import type { Stack } from './start-stack.ts';

/** What the app has told. */
export interface Told {
  readonly decision?: string;
  readonly status?: string;
  readonly outcome?: string;
}

/** Sends an event as a sender does, signed, and shows what was sent and answered. */
export async function postEvent(
  { url, key, signingKey }: Stack['events'],
  event: object,
  print: (line?: string) => void,
): Promise<Told> {
  const body = JSON.stringify(event);
  print(`\nPOST ${url}\n${indent(event)}`);
  const signature = signEvent(body, { key: signingKey });
  const headers = { 'Content-Type': 'application/json', 'x-functions-key': key, ...signature };
  const answer = await fetch(url, { method: 'POST', headers, body });
  const told = (await answer.json()) as Told;
  print(`\n${answer.status} ${answer.statusText}\n${indent(told)}`);
  return told;
}
