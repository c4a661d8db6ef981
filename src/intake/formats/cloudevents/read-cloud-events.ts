import { HttpProblem } from '../../../http/http-problem.ts';
import { readMediaType } from '../../media-type.ts';
import { type Entry, parseJson, parseJsonOrList } from '../../parse-json.ts';
import { anyJson, requireJson } from '../../require-json.ts';
import { limitBatch } from '../limit-batch.ts';
import type { Delivery, Item, ReadFormat, Reading, SourceOfFormat } from '../reading.ts';
import { type Repeat, settleRepeats } from '../settle-repeats.ts';
import { binaryEnvelope } from './binary-envelope.ts';
import { cloudEventItem } from './cloud-event-item.ts';
import { structuredEnvelope } from './structured-envelope.ts';

const structuredJson = /^application\/cloudevents\+json$/;
const batchJson = /^application\/cloudevents-batch\+json$/;

/** The modes by what their media type begins with, in the order in which they are tested: one begins like the next. */
const modes: readonly (readonly [beginning: string, read: ReadFormat])[] = [
  ['application/cloudevents-batch', readBatch],
  ['application/cloudevents', readStructured],
  ['', readBinary],
];

/**
 * Reads CloudEvents 1.0 over HTTP. The package `cloudevents` is not used for it: on input it knows no media type in
 * capitals and leaves percent-encoding as it is, so that one event would have two names.
 * https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/http-protocol-binding.md
 */
export const readCloudEvents: ReadFormat = (delivery, source) => {
  const { essence } = readMediaType(delivery.contentType);
  const [, read = readBinary] = modes.find(([beginning]) => essence.startsWith(beginning)) ?? [];
  return read(delivery, source);
};

function readBinary(delivery: Delivery, source: SourceOfFormat): Reading {
  const envelope = binaryEnvelope(delivery);
  // Without one of its headers it is no CloudEvent at all, of whatever type the body is.
  if (!delivery.headers.has('ce-specversion')) requireJson(delivery.contentType, anyJson);
  return { kind: 'events', batch: false, items: [cloudEventItem(envelope, source)] };
}

function readStructured({ contentType, body }: Delivery, source: SourceOfFormat): Reading {
  requireJson(contentType, structuredJson);
  const json = parseJson(body);
  const item = isObject(json) ? cloudEventItem(structuredEnvelope(json), source) : noObject('');
  return { kind: 'events', batch: false, items: [item] };
}

function readBatch({ contentType, body }: Delivery, source: SourceOfFormat): Reading {
  requireJson(contentType, batchJson);
  const parsed = parseJsonOrList(body);
  if ('value' in parsed) {
    const errors = [{ pointer: '', detail: 'must be a list' }];
    throw new HttpProblem('invalid-event', { detail: 'A batch of CloudEvents is a list of them.', errors });
  }
  limitBatch(parsed.entries, source.maxBatch);
  const items = parsed.entries.map((entry, index) => readEntry(entry, `/${index}`, source));
  return { kind: 'events', batch: true, items: settleRepeats(items, repeated) };
}

function readEntry(entry: Entry, place: string, source: SourceOfFormat): Item {
  if ('fault' in entry) return { kind: 'faulty', faults: [entry.fault] };
  if (!isObject(entry.json)) return noObject(place);
  const item = readAlone(entry.json, source);
  if (item.kind !== 'faulty') return item;
  const faults = item.faults.map(({ pointer, detail }) => ({ pointer: place + pointer, detail }));
  return { ...item, faults };
}

/** What would be an answer of its own for a single event is a fault of this one in a batch. */
function readAlone(json: object, source: SourceOfFormat): Item {
  try {
    return cloudEventItem(structuredEnvelope(json), source);
  } catch (error) {
    if (!(error instanceof HttpProblem)) throw error;
    return { kind: 'faulty', faults: [{ pointer: '/datacontenttype', detail: 'must be JSON, in UTF-8' }] };
  }
}

/** Two of one source and id may be taken for the same, if they are. */
function repeated({ event, index, first, same }: Repeat): Item {
  if (same) return { kind: 'ignored', why: `it is the same as /${first}` };
  const detail = `is, with source, the name of /${first} too, which says something else`;
  return { kind: 'faulty', id: event.id, faults: [{ pointer: `/${index}/id`, detail }] };
}

function isObject(json: unknown): json is object {
  return json !== null && typeof json === 'object' && !Array.isArray(json);
}

function noObject(pointer: string): Item {
  return { kind: 'faulty', faults: [{ pointer, detail: 'must be an object' }] };
}
