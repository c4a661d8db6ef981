import type { NativeEvent } from './event-options.ts';
import { deliveryId } from './sign-event.ts';

/** The words that an event can be sent in. */
export const formats = ['native', 'cloudevents', 'cloudevents-binary'] as const;
export type Format = (typeof formats)[number];

/** Who a CloudEvent says it comes from. */
const origin = 'urn:chat-bouncer:cli';

/** What the app calls an event that came so: a CloudEvent is named by its source and its id together. */
export function eventIdIn(format: Format, id: string): string {
  return format === 'native' ? id : `${origin} ${id}`;
}

/** What is sent, before it is signed. */
export interface Delivery {
  /** The same however often it is sent. */
  readonly id: string;
  readonly body: Uint8Array;
  readonly headers: Readonly<Record<string, string>>;
}

/** One event in the words of a format. */
export function deliveryOf(event: NativeEvent, format: Format, now: number): Delivery {
  const { id, ...data } = event;
  const attributes = {
    specversion: '1.0',
    id,
    source: origin,
    type: `chat-bouncer.${event.action}`,
    time: typeof event.occurredAt === 'string' ? event.occurredAt : new Date(now).toISOString(),
  };
  const parts: Record<Format, () => Pick<Delivery, 'headers'> & { json: unknown }> = {
    native: () => ({ headers: { 'content-type': 'application/json' }, json: event }),
    cloudevents: () => ({
      headers: { 'content-type': 'application/cloudevents+json' },
      json: { ...attributes, datacontenttype: 'application/json', data },
    }),
    'cloudevents-binary': () => ({
      headers: { 'content-type': 'application/json', ...headersOf(attributes) },
      json: data,
    }),
  };
  const { headers, json } = parts[format]();
  const body = Buffer.from(JSON.stringify(json));
  return { id: deliveryId(id, body), headers, body };
}

/** A body that somebody else has made, byte for byte as it is. */
export function deliveryOfBody(body: Uint8Array, format: Exclude<Format, 'cloudevents-binary'>): Delivery {
  const isBatch = /^\s*\[/.test(Buffer.from(body.subarray(0, 100)).toString('latin1'));
  const cloudEvents = isBatch ? 'application/cloudevents-batch+json' : 'application/cloudevents+json';
  const contentType = format === 'native' ? 'application/json' : cloudEvents;
  return { id: deliveryId(undefined, body), headers: { 'content-type': contentType }, body };
}

/** https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/http-protocol-binding.md#3132-http-header-values */
function headersOf(attributes: Readonly<Record<string, string>>): Record<string, string> {
  const encode = (text: string) => text.replaceAll(/[^\x21\x23\x24\x26-\x7e]/gu, encodeURIComponent);
  return Object.fromEntries(Object.entries(attributes).map(([name, value]) => [`ce-${name}`, encode(value)]));
}
