import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { readNativeEvent } from '../../../src/intake/native-event.ts';
import { schemas } from '../../../src/openapi/components.ts';
import { openApiDocument } from '../../../src/openapi/document.ts';
import {
  cloudEventBatchExamples,
  cloudEventExamples,
} from '../../../src/openapi/examples/cloudevents-examples.ts';
import { eventGridExamples } from '../../../src/openapi/examples/event-grid-examples.ts';
import { nativeBatchExamples, nativeExamples } from '../../../src/openapi/examples/native-examples.ts';
import { moderationApiExamples, streamExamples } from '../../../src/openapi/examples/vendor-examples.ts';
import { closedSchema } from '../../integration/closed-schema.ts';
import { everyObject } from './every-object.ts';

type Examples = Readonly<Record<string, { readonly value: unknown }>>;

const requests: readonly (readonly [shape: keyof typeof schemas, examples: Examples])[] = [
  ['NativeEvent', nativeExamples],
  ['NativeBatch', nativeBatchExamples],
  ['CloudEvent', cloudEventExamples],
  ['CloudEventBatch', cloudEventBatchExamples],
  ['EventGridEvents', eventGridExamples],
  ['ModerationApiEvent', moderationApiExamples],
  ['StreamEvent', streamExamples],
];

const each = requests.flatMap(([shape, examples]) =>
  Object.entries(examples).map(([name, { value }]) => ({ shape, name, value })),
);

describe('the example of a request', () => {
  it.each(each)('$name is a $shape', ({ shape, value }) => {
    expect(schemas[shape].safeParse(value).error).toBeUndefined();
  });

  it.each(Object.entries(nativeExamples))('%s is an event that can be carried out', (_name, { value }) => {
    expect(readNativeEvent(value, { source: 'default' })).toHaveProperty('event');
  });

  it('has a name of its own, so that none is answered from the record of another', () => {
    const ids = everyObject(each.map(({ value }) => value)).flatMap(({ id }) =>
      typeof id === 'string' ? [id] : [],
    );
    const ofDecisions = ids.filter((id) => /^(case|visit|appeal|try|evt)/.test(id));
    // The batch of CloudEvents begins with the single one.
    expect(ofDecisions.length - new Set(ofDecisions).size).toBe(1);
  });
});

describe('every example in the document', () => {
  const { paths, components } = JSON.parse(JSON.stringify(openApiDocument()));
  const bodies = everyObject(paths).filter(({ schema, examples }) => schema && examples);

  it('is what its schema says, with no member besides', () => {
    const wrong = bodies.flatMap(({ schema, examples }) => {
      const checker = z.fromJSONSchema(closedSchema(schema as object, components.schemas));
      return Object.entries(examples as Examples).flatMap(([name, { value }]) => {
        const { error } = checker.safeParse(value);
        return error ? [`${name}: ${z.prettifyError(error)}`] : [];
      });
    });
    expect(bodies.length).toBeGreaterThan(20);
    expect(wrong).toEqual([]);
  });
});
