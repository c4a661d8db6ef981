import type { Fault } from '../../http/http-problem.ts';
import { eventId, readNativeEvent } from '../native-event.ts';
import { type Entry, parseJsonOrList } from '../parse-json.ts';
import { requireJson } from '../require-json.ts';
import { isCloudEvent } from './cloudevents/is-cloud-event.ts';
import { readCloudEvents } from './cloudevents/read-cloud-events.ts';
import { limitBatch } from './limit-batch.ts';
import type { Item, ReadFormat } from './reading.ts';
import { type Repeat, settleRepeats } from './settle-repeats.ts';

/** Reads events in our own words, one or a list of them. CloudEvents say themselves that they are some. */
export const readNative: ReadFormat = (delivery, source) => {
  if (isCloudEvent(delivery)) return readCloudEvents(delivery, source);
  requireJson(delivery.contentType);
  const parsed = parseJsonOrList(delivery.body);
  if ('value' in parsed) {
    const deliveryId = delivery.headers.get('webhook-id') ?? undefined;
    const read = readNativeEvent(parsed.value, { source: source.name, deliveryId });
    const item = 'event' in read ? { kind: 'event' as const, ...read } : faulty(parsed.value, read.faults);
    return { kind: 'events', batch: false, items: [item] };
  }
  limitBatch(parsed.entries, source.maxBatch);
  const items = parsed.entries.map((entry, index) => readEntry(entry, `/${index}`, source.name));
  return { kind: 'events', batch: true, items: settleRepeats(items, repeated) };
};

function readEntry(entry: Entry, place: string, source: string): Item {
  if ('fault' in entry) return { kind: 'faulty', faults: [entry.fault] };
  const read = readNativeEvent(entry.json, { source });
  if ('event' in read) return { kind: 'event', ...read };
  const faults = read.faults.map(({ pointer, detail }) => ({ pointer: place + pointer, detail }));
  return faulty(entry.json, faults);
}

/** What is wrong with an event, under its name if it has one. */
function faulty(json: unknown, faults: readonly Fault[]): Item {
  const named = json !== null && typeof json === 'object' && 'id' in json ? json.id : undefined;
  const id = eventId.safeParse(named).data;
  return { kind: 'faulty', ...(id !== undefined && { id }), faults };
}

/** Two of one id are a mistake of the sender's, who hears of it; the first one stands. */
function repeated({ event, index, first }: Repeat): Item {
  const detail = `is the id of /${first} too: every event of a batch needs an id of its own`;
  return { kind: 'faulty', id: event.id, faults: [{ pointer: `/${index}/id`, detail }] };
}
