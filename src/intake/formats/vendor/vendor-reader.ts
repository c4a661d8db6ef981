import { type Ambiguity, faultOf } from '../../find-ambiguity.ts';
import { eventId } from '../../native-event.ts';
import { parseForeignJson } from '../../parse-json.ts';
import { anyJson, requireJson } from '../../require-json.ts';
import { ignoredByType } from '../ignored-by-type.ts';
import type { Delivery, Item, ReadFormat, SourceOfFormat } from '../reading.ts';
import { nameByContent, unusableItem } from '../unusable-item.ts';
import { actionOf } from './action-of.ts';
import { decisionOf } from './decision-of.ts';
import { stepsOf, valueAt } from './value-at.ts';
import type { Meaning, Vendor } from './vendor.ts';

/**
 * Reads a vendor's webhooks as its description says. Only decisions count, never advice. A decision of which nobody can
 * know whom or which thread it is about is put on record as rejected, since the vendor would send it again for days.
 */
export function vendorReader(vendor: Vendor): ReadFormat {
  return (delivery, source) => {
    requireJson(delivery.contentType, anyJson);
    return { kind: 'events', batch: false, items: [itemOf(delivery, source, vendor)] };
  };
}

function itemOf(delivery: Delivery, source: SourceOfFormat, vendor: Vendor): Item {
  const { json, ambiguities } = parseForeignJson(delivery.body);
  const type = valueAt(json, 'type');
  if (json === null || typeof json !== 'object' || typeof type !== 'string') {
    const detail = 'is missing: every event of this vendor says of which type it is';
    return { kind: 'faulty', faults: [{ pointer: '/type', detail }] };
  }
  const found = Object.hasOwn(vendor.meanings, type) ? vendor.meanings[type] : undefined;
  const meaning = typeof found === 'function' ? found(json) : found;
  if (!meaning) return { kind: 'ignored', why: 'an event of its type is no decision' };
  const ignored = ignoredByType(type, source);
  if (ignored) return ignored;
  const { unless } = meaning;
  if (unless?.paths.some((path) => valueAt(json, path) === true)) return { kind: 'ignored', why: unless.why };
  const action = actionOf(json, type, meaning, source);
  if (!action) return { kind: 'ignored', why: 'no action that it names is one of ours' };

  const id = eventId.safeParse(vendor.id(delivery, json)).data ?? nameByContent(delivery.body);
  const unclear = ambiguities.find(({ steps }) => reads(meaning, source, steps));
  if (unclear) return unusableItem(source.name, id, [faultOf(unclear)]);
  const decision = decisionOf({ id, action, meaning, json }, source, vendor);
  if ('event' in decision) return { kind: 'event', ...decision };
  return unusableItem(source.name, id, decision.faults);
}

/** Whether a place, or anything within it, is read. */
function reads(
  meaning: Meaning,
  { participantFrom, threadFrom }: SourceOfFormat,
  steps: Ambiguity['steps'],
): boolean {
  const { words, participant, thread, until, lasts, reason, moderator, occurredAt, unless } = meaning;
  const places = [words, participant, thread, until, lasts, reason, moderator, occurredAt, unless?.paths];
  const paths = ['type', 'id', participantFrom?.path, threadFrom?.path, ...places.flat()];
  const leadsTo = (read: readonly string[]) =>
    steps.length <= read.length && steps.every((step, at) => `${step}` === read[at]);
  return paths.some((path) => path !== undefined && leadsTo(stepsOf(path)));
}
