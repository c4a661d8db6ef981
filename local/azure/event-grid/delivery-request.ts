import { randomUUID } from 'node:crypto';
import type { GridEvent } from '../communication/chat-event.ts';
import type { EndpointCall } from './call-endpoint.ts';
import type { SubscriptionOptions } from './subscription.ts';

type Schema = NonNullable<SubscriptionOptions['eventDeliverySchema']>;

/** Who Event Grid is in CloudEvents' handshake, and in each delivery after it. */
export const ORIGIN = 'eventgrid.azure.net';

/** What differs between the schemas: an array of one event, or one event alone (azure-docs, event-grid/cloud-event-schema.md). */
const SCHEMAS: Record<Schema, (event: GridEvent) => { body: unknown; headers: Record<string, string> }> = {
  EventGridSchema: (event) => ({
    body: [event],
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'aeg-metadata-version': event.metadataVersion,
      'aeg-data-version': event.dataVersion,
    },
  }),
  CloudEventSchemaV1_0: (event) => ({
    body: cloudEvent(event),
    headers: {
      'content-type': 'application/cloudevents+json; charset=utf-8',
      'webhook-request-origin': ORIGIN,
      'aeg-metadata-version': '1.0', // of CloudEvents it is the version of the specification
    },
  }),
};

/** The event in CloudEvents' JSON format. */
export const cloudEvent = (event: GridEvent): object => ({
  specversion: '1.0',
  type: event.eventType,
  source: event.topic,
  id: event.id,
  time: event.eventTime,
  subject: event.subject,
  data: event.data,
});

/** The headers of Event Grid's own that all of its calls have. The count of deliveries begins at 0. */
export const gridHeaders = (subscription: SubscriptionOptions, type: string, before: number) => ({
  ...subscription.deliveryHeaders,
  'aeg-subscription-name': subscription.name.toUpperCase(),
  'aeg-delivery-count': String(before),
  'aeg-event-type': type,
});

/**
 * The call that delivers an event.
 *
 * @param before attempts made already
 */
export function deliveryRequest(
  event: GridEvent,
  subscription: SubscriptionOptions,
  before: number,
): EndpointCall {
  const { body, headers } = SCHEMAS[subscription.eventDeliverySchema ?? 'EventGridSchema'](event);
  const own = { ...headers, 'aeg-output-event-id': randomUUID() };
  return {
    method: 'POST',
    headers: { ...gridHeaders(subscription, 'Notification', before), ...own },
    body: JSON.stringify(body),
  };
}
