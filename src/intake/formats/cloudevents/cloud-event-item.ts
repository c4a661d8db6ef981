import type { Fault } from '../../../http/http-problem.ts';
import { readNativeEvent } from '../../native-event.ts';
import { anyJson, requireJson } from '../../require-json.ts';
import { ignoredByType } from '../ignored-by-type.ts';
import type { Item, SourceOfFormat } from '../reading.ts';
import type { Envelope } from './envelope.ts';
import { readContext } from './read-context.ts';

/**
 * Reads a CloudEvent whose data is an event in our own words.
 *
 * @throws HttpProblem `unsupported-media-type` for data that is not JSON, and what `parseJson` throws.
 */
export function cloudEventItem(envelope: Envelope, source: SourceOfFormat): Item {
  const context = readContext(envelope);
  if ('faults' in context) return { kind: 'faulty', faults: context.faults };
  const { identity, type, occurredAt } = context;
  const faulty = (faults: readonly Fault[]): Item => ({ kind: 'faulty', id: identity, faults });
  const ignored = ignoredByType(type, source);
  if (ignored) return ignored;
  requireJson(envelope.contentType ?? 'application/json', anyJson);
  const data = envelope.readData();
  if ('faults' in data) return faulty(data.faults);
  const read = readNativeEvent(data.json, { source: source.name, envelope: { id: identity, occurredAt } });
  return 'event' in read ? { kind: 'event', event: read.event } : faulty(read.faults.map(data.at));
}
