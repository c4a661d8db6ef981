import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { formats } from '../../../src/intake/formats/formats.ts';
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

/** A source that may send it, and where a vendor's events name people and threads. */
const source = { name: 'default', maxBatch: 100 };
const mapped: Partial<Record<keyof typeof formats, object>> = {
  stream: {
    participantFrom: { prefix: '8:acs:' },
    threadFrom: { prefix: '19:', suffix: '@thread.v2' },
  },
};
const formatOf: Readonly<Partial<Record<keyof typeof schemas, keyof typeof formats>>> = {
  NativeEvent: 'native',
  NativeBatch: 'native',
  CloudEvent: 'cloudevents',
  CloudEventBatch: 'cloudevents',
  EventGridEvents: 'eventgrid',
  ModerationApiEvent: 'moderation-api',
  StreamEvent: 'stream',
};
const eventGrid: Readonly<Record<string, Record<string, string>>> = {
  handshake: { 'aeg-event-type': 'SubscriptionValidation' },
};
const batch = (value: unknown) => (Array.isArray(value) ? '-batch' : '');
const understood = each.map(({ shape, ...rest }) => ({
  ...rest,
  format: formatOf[shape] ?? 'native',
  kind: rest.name === 'event-grid-validation' ? 'handshake' : 'event',
}));

describe('the example of a request', () => {
  it.each(each)('$name is a $shape', ({ shape, value }) => {
    expect(schemas[shape].safeParse(value).error).toBeUndefined();
  });

  it.each(understood)(
    '$name says what its source may say, in the format $format',
    ({ format, value, kind }) => {
      const body = Buffer.from(JSON.stringify(value));
      const contentType =
        format === 'cloudevents' ? `application/cloudevents${batch(value)}+json` : 'application/json';
      const headers = new Headers({
        'content-type': contentType,
        'x-webhook-id': 'msg_1',
        ...eventGrid[kind],
      });
      const reading = formats[format]({ headers, body, contentType }, { ...source, ...mapped[format] });
      const kinds = reading.kind === 'events' ? reading.items.map((item) => item.kind) : [reading.kind];
      expect(new Set(kinds)).toEqual(new Set([kind]));
    },
  );

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
