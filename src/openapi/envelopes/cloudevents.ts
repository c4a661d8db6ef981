import * as z from 'zod';
import { nativeEvent } from '../../intake/native-event.ts';

/** In an envelope, the event goes by the name on that. */
const data = nativeEvent.describe('The decision. Its `id` is that of the envelope, together with `source`.');

/** https://github.com/cloudevents/spec/blob/main/cloudevents/formats/json-format.md */
export const cloudEvent = z
  .looseObject({
    specversion: z.literal('1.0'),
    id: z.string().min(1),
    source: z.string().min(1).describe('A URI reference. With `id` it names the decision.'),
    type: z.string().min(1).describe('Which types mean a decision is laid down for each source.'),
    time: z.iso.datetime({ offset: true }).describe('Stands in for `occurredAt`.').exactOptional(),
    subject: z.string().exactOptional(),
    datacontenttype: z.string().describe('JSON if it is absent.').exactOptional(),
    data: data.exactOptional(),
    data_base64: z.base64().describe('The same as `data`, in base64.').exactOptional(),
  })
  .describe('A CloudEvent 1.0 in structured mode. In binary mode the attributes come in `ce-` headers.');

/** https://github.com/cloudevents/spec/blob/main/cloudevents/formats/json-format.md#4-json-batch-format */
export const cloudEventBatch = z
  .array(cloudEvent)
  .max(100)
  .describe(
    'Up to 100 CloudEvents. Where one of them cannot be understood the answer is 400; the others are on record all the same.',
  );
