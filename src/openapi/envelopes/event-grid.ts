import * as z from 'zod';

/** https://learn.microsoft.com/azure/event-grid/event-schema */
const eventGridEvent = z.looseObject({
  id: z.string().min(1),
  topic: z.string().exactOptional(),
  subject: z.string(),
  eventType: z.string().min(1),
  eventTime: z.iso.datetime({ offset: true }).describe('Stands in for `occurredAt`.'),
  dataVersion: z.string().exactOptional(),
  metadataVersion: z.string().exactOptional(),
  data: z.unknown().describe('A native event; or the code of a validation handshake.'),
});

/** What Event Grid delivers: an array, even of one event. */
export const eventGridEvents = z
  .array(eventGridEvent)
  .min(1)
  .describe(
    'Events in Event Grid’s own schema. A batch is answered 200 only when each of them is on record.',
  );

/** https://learn.microsoft.com/azure/event-grid/end-point-validation-event-grid-events-schema */
export const validationAnswer = z
  .object({ validationResponse: z.string().describe('The code that came with the event.') })
  .describe('The answer to Event Grid’s validation handshake.');
