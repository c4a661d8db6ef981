import { postEvent } from './post-event.ts';
import { seatPeople } from './seat-people.ts';
import { showThread } from './show-thread.ts';
import type { Stack } from './start-stack.ts';

/** What the proof counts: the calls that the emulated Azure received and granted. */
const proof: readonly (readonly [operation: string, what: string])[] = [
  ['msi.token', 'tokens of the managed identity, for Key Vault'],
  ['secrets.get', 'secrets read from Key Vault'],
  ['identities.issueAccessToken', 'user access tokens minted by ACS'],
  ['chat.removeParticipant', 'participants removed by ACS'],
];

/**
 * Has one participant removed by an event, and shows who is in the thread before and after.
 *
 * @returns whether exactly that participant is out, and the app said so.
 */
export async function demonstrate(
  { azure, events }: Pick<Stack, 'azure' | 'events'>,
  print: (line?: string) => void,
): Promise<boolean> {
  const thread = seatPeople(azure, ['Ada', 'Ben', 'Mallory']);
  const before = thread.present();
  const mallory = before.find(({ name }) => name === 'Mallory');
  if (!mallory) throw new Error('Nobody to remove.');
  const show = () => showThread(thread, print);

  print(`In the thread ${thread.threadId} are`);
  show();

  const { threadId } = thread;
  const event = { id: 'case-4711', action: 'remove', threadId, participant: mallory.rawId, reason: 'spam' };
  const told = await postEvent(events, event, print);

  print('\nIn the thread are now');
  show();

  print('\nWhat the app asked Azure for (emulated on this machine)');
  const granted = azure.calls.successes();
  for (const [operation, what] of proof) print(`  ${String(granted[operation] ?? 0).padStart(3)}  ${what}`);

  const left = thread.present().map(({ name }) => name);
  const expected = before.map(({ name }) => name).filter((name) => name !== 'Mallory');
  const removed = told.outcome === 'removed' && left.join() === expected.join();
  print(removed ? '\nMallory is out.' : '\nIt did not work: Mallory should be out, and nobody else.');
  return removed;
}
