import { setTimeout as wait } from 'node:timers/promises';
import { postEvent } from './post-event.ts';
import { seatPeople } from './seat-people.ts';
import { indent, showThread } from './show-thread.ts';
import type { Stack } from './start-stack.ts';

/** How long the app may take to put somebody out again, in milliseconds: Event Grid tells it at once. */
const patienceMs = 30_000;

/**
 * Has one participant banned, lets another one add them again, and shows that they are out again.
 *
 * @returns whether they are out in the end, and nobody else.
 */
export async function demonstrateBan(
  { azure, events, host }: Pick<Stack, 'azure' | 'events' | 'host'>,
  print: (line?: string) => void,
): Promise<boolean> {
  const thread = seatPeople(azure, ['Ada', 'Ben', 'Mallory']);
  const { threadId, people } = thread;
  const rawIdOf = (wanted: string) => people.find(({ name }) => name === wanted)?.rawId ?? '';
  const mallory = rawIdOf('Mallory');
  const isIn = () => thread.present().some(({ rawId }) => rawId === mallory);
  print(`In the thread ${threadId} are`);
  showThread(thread, print);

  const ban = { id: 'case-4711', action: 'ban', threadId, participant: mallory, reason: 'spam' };
  const told = await postEvent(events, ban, print);
  print('\nIn the thread are now');
  showThread(thread, print);
  if (told.outcome !== 'ban-set' || isIn()) return notSo(print);

  print('\nAda adds Mallory again');
  azure.communication.threads.admit(threadId, [{ rawId: mallory }], rawIdOf('Ada'));
  showThread(thread, print);
  const added = performance.now();
  while (isIn() && performance.now() - added < patienceMs) await wait(50);
  const took = Math.round(performance.now() - added);

  print(`\nEvent Grid told the app, and ${took} ms later in the thread are`);
  showThread(thread, print);
  const headers = { 'x-functions-key': host.keys.host.default ?? '' };
  const bans = await fetch(`${host.url}/api/bans?thread=${encodeURIComponent(threadId)}`, { headers });
  print(`\nGET ${host.url}/api/bans\n${indent(await bans.json())}`);

  const left = thread.present().map(({ name }) => name);
  if (left.join() !== 'the moderator,Ada,Ben') return notSo(print);
  print('\nMallory is out, and stays out.');
  return true;
}

function notSo(print: (line: string) => void): boolean {
  print('\nIt did not work: Mallory should be out, and nobody else.');
  return false;
}
