import type { ModerationEvent } from '../../moderation/moderation-event.ts';
import type { Item } from './reading.ts';

/** Two events of one id in one batch. */
export interface Repeat {
  readonly event: ModerationEvent;
  /** Where in the batch it stands. */
  readonly index: number;
  /** Where the first of that id stands. */
  readonly first: number;
  /** Whether they say the same. */
  readonly same: boolean;
}

/**
 * Lets one event of each id through. The events of a batch are carried out side by side, so that nobody could say which
 * of two would be taken first.
 *
 * @param settle - what becomes of every later event of an id.
 */
export function settleRepeats(items: readonly Item[], settle: (repeat: Repeat) => Item): Item[] {
  const firsts = new Map<string, { readonly index: number; readonly event: ModerationEvent }>();
  return items.map((item, index) => {
    if (item.kind !== 'event') return item;
    const { event } = item;
    // By the decision that it names: a dry run and the real one have an id in common and are two.
    const first = firsts.get(event.decision);
    if (!first) {
      firsts.set(event.decision, { index, event });
      return item;
    }
    const same = JSON.stringify(event) === JSON.stringify(first.event);
    return settle({ event, index, first: first.index, same });
  });
}
