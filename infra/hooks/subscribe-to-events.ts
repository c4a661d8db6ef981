import type { Clock } from '../../src/clock.ts';
import { awaitFunction } from './await-function.ts';
import type { AzureAccess } from './azure-access.ts';
import type { EventSettings } from './event-settings.ts';
import { HookError } from './hook-error.ts';
import { keepDeadLetters } from './keep-dead-letters.ts';
import { keepSubscription } from './keep-subscription.ts';
import type { Kept } from './kept.ts';
import { createResourceManager } from './resource-manager.ts';
import { findSystemTopic, makeSystemTopic } from './system-topic.ts';

/** What it stands on. */
export interface EventPorts {
  readonly azure: AzureAccess;
  readonly print: (line: string) => void;
  readonly clock: Clock;
}

const handler = 'participant-added';

/**
 * Has Event Grid tell the app who is added to a thread: the system topic of the ACS resource, the right to keep what
 * could not be delivered, and the subscription. It comes after the code, because Event Grid looks for the function; and
 * it is no template, because the topic has to be in the group of the ACS resource, and `azd down` deletes each group
 * that its deployment has made anything in: https://github.com/Azure/azure-dev/issues/2916
 *
 * @param settings - nothing where events are switched off.
 * @param dryRun - says what it would do, and does nothing.
 * @throws HookError
 */
export async function subscribeToEvents(
  settings: EventSettings | undefined,
  { azure: access, print, clock }: EventPorts,
  dryRun: boolean,
): Promise<void> {
  if (!settings) {
    return print(
      'Events are switched off (EVENTS_ENABLED): whoever comes back is found by looking, minutes later.',
    );
  }
  const azure = createResourceManager(access, clock);
  const functionId = await awaitFunction(handler, settings, azure, clock, dryRun);
  if (!functionId) {
    const missing = `${settings.app.name} does not show the function ${handler} yet`;
    if (dryRun) return print(`${missing}: nothing more can be said.`);
    throw new HookError(
      `${missing}, so nobody tells the app who is added: npm run postdeploy, in a few minutes.`,
    );
  }
  print(`Events of ${settings.chat.name}${dryRun ? ' (a dry run: nothing is made)' : ''}`);
  const all: Kept[] = [];
  const tell = (what: string, kept: Kept, name: string) => {
    all.push(kept);
    const would = dryRun && kept !== 'is there already' ? 'would be ' : '';
    print(`  ${what.padEnd(22)} ${would}${kept}: ${name}`);
  };

  const found = await findSystemTopic(settings, azure);
  const topic = found ?? (dryRun ? undefined : await makeSystemTopic(settings, azure));
  tell('topic', found ? 'is there already' : 'made', topic?.name ?? settings.topicName);

  const [, container = ''] = settings.deadLetters.split('/containers/');
  tell('role for dead letters', await keepDeadLetters(topic, settings, azure, dryRun), container);

  // More than one app may listen to the topic.
  const name = `${handler}-${settings.app.name}`;
  const wanted = { name, functionId, dryRun };
  tell('subscription', await keepSubscription(wanted, topic, settings, azure, { clock, print }), name);
  if (all.every((kept) => kept === 'is there already')) print('All are there already; nothing was changed.');
}
