import fc from 'fast-check';
import { expect, it } from 'vitest';
import { formats } from '../../../../src/intake/formats/formats.ts';
import type { Delivery, Item } from '../../../../src/intake/formats/reading.ts';
import { decisionId } from '../../../../src/moderation/decision-id.ts';
import { eventName, validDecision } from './arbitrary.ts';
import { deliver, itemsOf } from './deliver.ts';

const from = '/tool/eu';
const context = { specversion: '1.0', source: from, type: 'com.example.decided' };
const base64 = (json: unknown) => Buffer.from(JSON.stringify(json)).toString('base64');

type Decision = Record<string, unknown>;

/** Every way to send an event, by the format of its source. */
const ways: readonly (readonly [
  way: string,
  format: keyof typeof formats,
  send: (id: string, decision: Decision) => Delivery,
])[] = [
  ['native', 'native', (id, decision) => deliver({ id, ...decision })],
  ['a native batch', 'native', (id, decision) => deliver([{ id, ...decision }])],
  [
    'a structured CloudEvent',
    'cloudevents',
    (id, data) => deliver({ ...context, id, data }, { 'content-type': 'application/cloudevents+json' }),
  ],
  [
    'a structured CloudEvent in base64',
    'cloudevents',
    (id, data) =>
      deliver(
        { ...context, id, data_base64: base64(data) },
        { 'content-type': 'application/cloudevents+json' },
      ),
  ],
  [
    'a batch of CloudEvents',
    'native',
    (id, data) =>
      deliver([{ ...context, id, data }], { 'content-type': 'application/cloudevents-batch+json' }),
  ],
  [
    'a binary CloudEvent',
    'native',
    (id, data) =>
      deliver(data, {
        'ce-specversion': '1.0',
        'ce-source': from,
        'ce-type': context.type,
        'ce-id': encodeURIComponent(id),
      }),
  ],
  [
    'Event Grid',
    'eventgrid',
    (id, data) =>
      deliver([{ id, topic: from, eventType: 't', subject: 's', eventTime: 'never', data }], {
        'aeg-event-type': 'Notification',
      }),
  ],
];

it.each(ways)('%s says the same of an event as any other way', (_way, format, send) => {
  const noControls = eventName.filter((name) => !/\p{Cc}/u.test(name));
  fc.assert(
    fc.property(noControls, validDecision, (id, decision) => {
      const [item] = itemsOf(formats[format], send(id, decision));
      const name = send === ways[0]?.[2] || send === ways[1]?.[2] ? id : `${from} ${id}`;
      expect(item).toEqual(asRead(name, decision));
    }),
  );
});

/** What is to come of a decision: its members, with times as numbers and wishes that are false left out. */
function asRead(id: string, decision: Decision): Item {
  const { participant, dryRun, ...members } = decision;
  const times = ['occurredAt', 'effectiveAt', 'until'].filter((name) => name in decision);
  return {
    kind: 'event',
    event: {
      ...members,
      source: 'tool',
      id,
      decision: decisionId('tool', id, { dryRun: dryRun === true }),
      participant: {
        kind: 'communicationUser',
        rawId: participant,
        model: { rawId: participant, communicationUser: { id: participant } },
      },
      ...Object.fromEntries(times.map((name) => [name, Date.parse(String(decision[name]))])),
      ...(dryRun === true && { dryRun: true }),
    },
  } as Item;
}
