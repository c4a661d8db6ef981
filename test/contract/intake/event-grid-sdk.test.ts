import { AzureKeyCredential, EventGridPublisherClient, type InputSchema } from '@azure/eventgrid';
import { expect, it } from 'vitest';
import { readCloudEvents } from '../../../src/intake/formats/cloudevents/read-cloud-events.ts';
import { readEventGrid } from '../../../src/intake/formats/event-grid/read-event-grid.ts';
import { capture } from './capture.ts';

const source = { name: 'tool', maxBatch: 100 };
const participant = '8:acs:8540c0de-899f-5cce-acb5-3ec493af3800_0e59221d-0c1d-46ae-9544-c963ce56c10b';
const data = { action: 'remove', threadId: '19:abc@thread.v2', participant, reason: 'Grüße 😀' };
const decidedAt = new Date('2026-11-23T09:30:00Z');
const decision = { action: 'remove', participant: { rawId: participant }, occurredAt: decidedAt.getTime() };

const publisher = <Schema extends InputSchema>(url: string, schema: Schema) =>
  new EventGridPublisherClient(url, schema, new AzureKeyCredential('a-key'), {
    allowInsecureConnection: true,
  });

it('what @azure/eventgrid publishes in the Event Grid schema is read as it stands', async () => {
  const event = {
    eventType: 'Moderation.Decided',
    subject: 'threads/1',
    dataVersion: '1.0',
    eventTime: decidedAt,
    data,
  };
  const delivery = await capture((url) =>
    publisher(url, 'EventGrid').send([
      { ...event, id: 'case-1' },
      { ...event, id: 'case-2' },
    ]),
  );
  const notified = new Headers(delivery.headers);
  notified.set('aeg-event-type', 'Notification');
  for (const headers of [delivery.headers, notified]) {
    expect(readEventGrid({ ...delivery, headers }, source)).toMatchObject({
      kind: 'events',
      items: [
        { kind: 'event', event: { ...decision, id: 'case-1' } },
        { kind: 'event', event: { ...decision, id: 'case-2' } },
      ],
    });
  }
});

it('what @azure/eventgrid publishes as CloudEvents is read as it stands', async () => {
  const event = { type: 'Moderation.Decided', source: '/tool/eu', time: decidedAt };
  const bytes = new TextEncoder().encode(JSON.stringify(data));
  const delivery = await capture((url) =>
    publisher(url, 'CloudEvent').send([
      { ...event, id: 'case-1', data, extensionAttributes: { sequence: '1' } },
      { ...event, id: 'case-2', data: bytes, datacontenttype: 'application/json' },
    ]),
  );
  expect(delivery.contentType).toContain('application/cloudevents-batch+json');
  expect(readCloudEvents(delivery, source)).toMatchObject({
    kind: 'events',
    batch: true,
    items: [
      { kind: 'event', event: { ...decision, id: '/tool/eu case-1' } },
      { kind: 'event', event: { ...decision, id: '/tool/eu case-2' } },
    ],
  });
});
