import type { Delivery, Item, ReadFormat, SourceOfFormat } from '../../../../src/intake/formats/reading.ts';

export const participant = '8:acs:8540c0de-899f-5cce-acb5-3ec493af3800_0e59221d-0c1d-46ae-9544-c963ce56c10b';
export const threadId = '19:uni01u000d2fab5e9f7@thread.v2';
/** An event in our own words, without a name. */
export const decision = { action: 'remove', threadId, participant };
export const source: SourceOfFormat = { name: 'tool', maxBatch: 100 };

/** A request as a reader gets it; what is not text or bytes is sent as JSON. */
export function deliver(body: unknown, headers: Record<string, string> = {}): Delivery {
  const all = new Headers({ 'content-type': 'application/json', ...headers });
  const bytes =
    body instanceof Uint8Array
      ? body
      : new TextEncoder().encode(typeof body === 'string' ? body : JSON.stringify(body));
  return { headers: all, body: bytes, contentType: all.get('content-type') ?? '' };
}

/** The events of a delivery. */
export function itemsOf(read: ReadFormat, delivery: Delivery, from = source): readonly Item[] {
  const reading = read(delivery, from);
  return reading.kind === 'events' ? reading.items : [];
}

/** The one event of a delivery. */
export function itemOf(read: ReadFormat, delivery: Delivery, from = source): Item | undefined {
  return itemsOf(read, delivery, from)[0];
}

/** Where the one event of a delivery has its faults, or what it is instead of faulty. */
export function pointersOf(read: ReadFormat, delivery: Delivery, from = source): string[] | string {
  const item = itemOf(read, delivery, from);
  return item?.kind === 'faulty' ? item.faults.map(({ pointer }) => pointer) : `${item?.kind}`;
}
