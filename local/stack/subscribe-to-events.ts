import type { RunningAzure } from '../azure/start-azure.ts';
import type { RunningHost } from '../host/start-host.ts';

/** The schema in which the app gets the events of ACS, or that it gets none. */
export type EventsOption = keyof typeof schemas | 'off';

const schemas = { 'event-grid': 'EventGridSchema', 'cloud-events': 'CloudEventSchemaV1_0' } as const;

/** The function that is subscribed, and the subscription's name, as in Azure. */
const name = 'participant-added';

/** What it is told of: who comes into a thread, and new threads, which have people in them from the start. */
const includedEventTypes = ['ChatThreadParticipantAdded', 'ChatThreadCreated'].map(
  (kind) => `Microsoft.Communication.${kind}`,
);

/**
 * Subscribes the app to the events of the emulated ACS, as deployment does in Azure; an app without such a function
 * is left alone.
 *
 * @throws when the host does not shake hands
 */
export async function subscribeToEvents(
  { eventGrid }: Pick<RunningAzure, 'eventGrid'>,
  host: Pick<RunningHost, 'functions' | 'keys'>,
  how: EventsOption,
): Promise<void> {
  const found = host.functions.find(
    (one) => one.name === name && one.trigger === 'eventGridTrigger' && !one.disabled,
  );
  if (how === 'off' || !found) return;
  const endpoint = new URL(found.url);
  endpoint.searchParams.set('code', host.keys.system.eventgrid_extension ?? '');
  await eventGrid.subscribe({
    ...{ name, endpointUrl: endpoint.href, includedEventTypes },
    eventDeliverySchema: schemas[how],
  });
}
