import * as z from 'zod';
import type { Fault } from '../../../http/http-problem.ts';
import { readNativeEvent } from '../../native-event.ts';
import type { Entry } from '../../parse-json.ts';
import { readTime } from '../../read-time.ts';
import { inPlainWords, schemaFaults } from '../../schema-faults.ts';
import { ignoredByType } from '../ignored-by-type.ts';
import type { Item, SourceOfFormat } from '../reading.ts';
import { unusableItem } from '../unusable-item.ts';

/** A name of at most 1,024 characters, of which the topic has no space: no two pairs make one name. */
const gridEvent = z.object({
  id: z.string().min(1).max(400),
  topic: z
    .string()
    .regex(/^\S{1,600}$/, 'must be a topic, without spaces')
    .exactOptional(),
  eventType: z.string().min(1),
  eventTime: z.string().exactOptional(),
  data: z.unknown(),
});

/** Whether an entry has the members that every event of that schema has. */
export function looksLikeGridEvent(entry: Entry): boolean {
  return 'json' in entry && gridEvent.safeParse(entry.json).success;
}

/** One event of a delivery, and where it stands. */
export interface Place {
  readonly entry: Entry;
  /** As a JSON Pointer into the body. */
  readonly pointer: string;
  /** A name for it, should it have none that can be used. */
  unnamed(): string;
}

/**
 * Reads one event of Event Grid's schema whose data is an event in our own words. What cannot be used is put on record
 * as rejected, never refused: Event Grid takes a 400 as the end of the whole batch and sends none of it again.
 * https://learn.microsoft.com/azure/event-grid/event-schema
 */
export function gridEventItem({ entry, pointer: place, unnamed }: Place, source: SourceOfFormat): Item {
  const unusable = (id: string, faults: readonly Fault[], within = '') =>
    unusableItem(
      source.name,
      id,
      faults.map(({ pointer, detail }) => ({ pointer: place + within + pointer, detail })),
    );
  if ('fault' in entry) {
    const detail =
      'can be read in more than one way: a name stands twice, is __proto__, or it nests too deep';
    return unusable(unnamed(), [{ pointer: '', detail }]);
  }
  const parsed = gridEvent.safeParse(entry.json, { error: inPlainWords });
  if (!parsed.success) return unusable(unnamed(), schemaFaults(parsed.error));
  const { id: own, topic, eventType, eventTime, data } = parsed.data;
  const ignored = ignoredByType(eventType, source);
  if (ignored) return ignored;
  const id = topic === undefined ? own : `${topic} ${own}`;
  const occurredAt = eventTime === undefined ? undefined : readTime(eventTime);
  const read = readNativeEvent(data, { source: source.name, envelope: { id, occurredAt } });
  return 'event' in read ? { kind: 'event', event: read.event } : unusable(id, read.faults, '/data');
}
