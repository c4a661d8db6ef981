import { CloudEvent, emitterFor, HTTP, httpTransport, Mode } from 'cloudevents';
import { describe, expect, it } from 'vitest';
import { readCloudEvents } from '../../../src/intake/formats/cloudevents/read-cloud-events.ts';
import { readNative } from '../../../src/intake/formats/native.ts';
import type { Delivery } from '../../../src/intake/formats/reading.ts';
import { capture } from './capture.ts';

const source = { name: 'tool', maxBatch: 100 };
const participant = '8:acs:8540c0de-899f-5cce-acb5-3ec493af3800_0e59221d-0c1d-46ae-9544-c963ce56c10b';
const data = { action: 'ban', threadId: '19:abc@thread.v2', participant, reason: 'Grüße 😀' };
const time = '2026-11-23T09:30:00.000Z';
const event = new CloudEvent({
  id: 'case-1',
  source: '/tool/eu',
  type: 'com.example.decided',
  subject: 'threads/1',
  time,
  traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
  data,
});

const read = {
  kind: 'events',
  batch: false,
  items: [
    {
      kind: 'event',
      event: {
        source: 'tool',
        id: '/tool/eu case-1',
        action: 'ban',
        participant: { rawId: participant },
        reason: 'Grüße 😀',
        occurredAt: Date.parse(time),
      },
    },
  ],
};

/** A message of the SDK's, as it would come. */
const asSent = ({ headers, body }: ReturnType<typeof HTTP.binary>): Delivery => {
  const given = new Headers(headers as Record<string, string>);
  const bytes = Buffer.from(typeof body === 'string' ? body : (body as Uint8Array));
  return { headers: given, body: bytes, contentType: given.get('content-type') ?? '' };
};

describe.each([
  ['binary', Mode.BINARY],
  ['structured', Mode.STRUCTURED],
] as const)('what the package cloudevents sends in %s mode', (_name, mode) => {
  it('is read as it stands, by its emitter over HTTP', async () => {
    const delivery = await capture((url) => emitterFor(httpTransport(url), { binding: HTTP, mode })(event));
    expect(readCloudEvents(delivery, source)).toMatchObject(read);
    expect(readNative(delivery, source)).toMatchObject(read);
  });

  it('is read as it stands, by its message', () => {
    const message = mode === Mode.BINARY ? HTTP.binary(event) : HTTP.structured(event);
    expect(readCloudEvents(asSent(message), source)).toMatchObject(read);
  });
});

it('what the package cloudevents sends of bytes is read as it stands', async () => {
  const bytes = event.cloneWith({ data: new TextEncoder().encode(JSON.stringify(data)) });
  const emit = (url: string) =>
    emitterFor(httpTransport(url), { binding: HTTP, mode: Mode.STRUCTURED })(bytes);
  const delivery = await capture(emit);
  expect(Buffer.from(delivery.body).toString()).toContain('data_base64');
  expect(readCloudEvents(delivery, source)).toMatchObject(read);
});

it('what the package cloudevents makes of a batch’s events is read as one', () => {
  const events = ['1', '2', '3'].map((id) => event.cloneWith({ id }));
  const delivery: Delivery = {
    headers: new Headers({ 'content-type': 'application/cloudevents-batch+json' }),
    body: new TextEncoder().encode(JSON.stringify(events)),
    contentType: 'application/cloudevents-batch+json',
  };
  const reading = readCloudEvents(delivery, source);
  expect(reading).toMatchObject({ batch: true, items: events.map(() => ({ kind: 'event' })) });
});
