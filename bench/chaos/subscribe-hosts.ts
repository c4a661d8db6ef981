import type { RunningAzure } from '../../local/azure/start-azure.ts';
import type { KillableHost } from './killable-host.ts';

/** What every wait of Event Grid between two attempts is multiplied by: its first is 10 s, its fourth five minutes. */
const waitFactor = 0.01;

/**
 * Has each instance told who comes into a thread, and so each event come twice, to both of them at once; in either of the
 * schemas.
 *
 * @param key - that opens the webhook.
 */
export async function subscribeHosts(
  { eventGrid }: Pick<RunningAzure, 'eventGrid'>,
  hosts: readonly Pick<KillableHost, 'name' | 'url'>[],
  key: string,
): Promise<void> {
  eventGrid.behaviour.waitFactor = waitFactor;
  for (const [index, { name, url }] of hosts.entries()) {
    await eventGrid.subscribe({
      name,
      endpointUrl: `${url}/runtime/webhooks/EventGrid?functionName=participant-added&code=${key}`,
      eventDeliverySchema: index % 2 === 0 ? 'EventGridSchema' : 'CloudEventSchemaV1_0',
      includedEventTypes: ['Microsoft.Communication.ChatThreadParticipantAdded'],
    });
  }
}
