import { refer } from '../components.ts';
import { cloudEventBatchExamples, cloudEventExamples } from '../examples/cloudevents-examples.ts';
import { eventGridExamples } from '../examples/event-grid-examples.ts';
import { nativeBatchExamples, nativeExamples } from '../examples/native-examples.ts';
import { moderationApiExamples, streamExamples } from '../examples/vendor-examples.ts';

const cloudEvents = {
  'application/cloudevents+json': { schema: refer('CloudEvent'), examples: cloudEventExamples },
  'application/cloudevents-batch+json': {
    schema: refer('CloudEventBatch'),
    examples: cloudEventBatchExamples,
  },
};

const native = [refer('NativeEvent'), refer('NativeBatch')];
const nativeOnes = { ...nativeExamples, ...nativeBatchExamples };
const others = [refer('EventGridEvents'), refer('ModerationApiEvent'), refer('StreamEvent')];
const otherOnes = { ...eventGridExamples, ...moderationApiExamples, ...streamExamples };

/** What a native source may send. */
export const nativeBody = {
  required: true,
  content: { 'application/json': { schema: { anyOf: native }, examples: nativeOnes }, ...cloudEvents },
};

/** What there is to send, by whatever source. */
export const anyBody = {
  required: true,
  content: {
    'application/json': {
      schema: { anyOf: [...native, ...others] },
      examples: { ...nativeOnes, ...otherOnes },
    },
    ...cloudEvents,
  },
};
