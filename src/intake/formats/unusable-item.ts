import { createHash } from 'node:crypto';
import { decisionId } from '../../moderation/decision-id.ts';
import type { UnusableEvent } from '../../moderation/moderation-event.ts';
import type { Item } from './reading.ts';

/** A decision that cannot be carried out, for the record. */
export function unusableItem(source: string, id: string, faults: UnusableEvent['faults']): Item {
  return { kind: 'unusable', event: { source, id, decision: decisionId(source, id), faults } };
}

/** A name for what comes without one: the same for the same body and place, so that a redelivery is known again. */
export function nameByContent(body: Uint8Array, place = ''): string {
  return `sha256:${createHash('sha256').update(body).digest('base64url')}${place}`;
}

/** The same for places of one body, which is hashed once however many have no name, and only if one has none. */
export function namesByContent(body: Uint8Array): (place: string) => string {
  let name: string | undefined;
  return (place) => {
    name ??= nameByContent(body);
    return `${name}${place}`;
  };
}
