import { HttpProblem } from '../../../http/http-problem.ts';
import { parseJsonOrList } from '../../parse-json.ts';
import { requireJson } from '../../require-json.ts';
import { limitBatch } from '../limit-batch.ts';
import type { Item, ReadFormat, Reading, SourceOfFormat } from '../reading.ts';
import { type Repeat, settleRepeats } from '../settle-repeats.ts';
import { namesByContent } from '../unusable-item.ts';
import { gridEventItem, looksLikeGridEvent, type Place } from './grid-event-item.ts';
import { requireSubscription } from './require-subscription.ts';
import { validationAnswer } from './validation-answer.ts';

/**
 * The most that Event Grid puts into one request. The source's own limit does not hold here: a batch that is refused is
 * lost for good, and how large it gets is said where the subscription is made.
 * https://learn.microsoft.com/azure/event-grid/delivery-and-retry#output-batching
 */
const mostEvents = 5_000;

/** What a request is about, by its header `aeg-event-type`. */
const kinds: ReadonlyMap<string, (places: readonly Place[], source: SourceOfFormat) => Reading> = new Map([
  ['subscriptionvalidation', (places) => ({ kind: 'handshake', answer: validationAnswer(places) })],
  ['subscriptiondeletion', (places) => events(places.map(() => deletion))],
  ['notification', notification],
]);

/** Reads what Azure Event Grid delivers in its own schema: always a list, of one event too. */
export const readEventGrid: ReadFormat = ({ headers, body, contentType }, source) => {
  requireJson(contentType);
  requireSubscription(headers, source);
  const parsed = parseJsonOrList(body);
  if ('value' in parsed) throw notFromEventGrid('must be a list, of one event too');
  const { entries } = parsed;
  limitBatch(entries, mostEvents);
  const kind = headers.get('aeg-event-type')?.trim().toLowerCase();
  const read = kinds.get(kind ?? 'notification');
  if (!read) throw notFromEventGrid('must come with an aeg-event-type that is known here');
  if (kind === undefined && !entries.every(looksLikeGridEvent)) {
    throw notFromEventGrid(
      'must come with the header aeg-event-type, or hold nothing but events of that schema',
    );
  }
  const nameAt = namesByContent(body);
  const places = entries.map((entry, index) => {
    const pointer = `/${index}`;
    return { entry, pointer, unnamed: () => nameAt(pointer) };
  });
  return read(places, source);
};

function notification(places: readonly Place[], source: SourceOfFormat): Reading {
  const items = places.map((place) => gridEventItem(place, source));
  return events(settleRepeats(items, repeated));
}

const deletion: Item = { kind: 'ignored', why: 'it tells that the subscription was deleted' };

function events(items: readonly Item[]): Reading {
  return { kind: 'events', batch: true, items };
}

/** At least once is what Event Grid promises, and within one batch no more than that. */
function repeated({ first }: Repeat): Item {
  return { kind: 'ignored', why: `it has the name of /${first}` };
}

function notFromEventGrid(detail: string): HttpProblem {
  return new HttpProblem('invalid-event', {
    detail: 'This source takes what Azure Event Grid delivers in the Event Grid schema.',
    errors: [{ pointer: '', detail }],
  });
}
