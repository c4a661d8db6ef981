import { nextSlot, slotGoodForMs, spareSlotEveryMs } from '../../moderation/next-slot.ts';
import type { Claimed } from '../../moderation/pace.ts';
import type { Line, Place } from './line.ts';

/** Who wants a slot. */
export interface Asker {
  readonly decision: string;
  /** A random id of this one claim. */
  readonly claim: string;
  readonly urgent: boolean;
}

/** What came of it, and what has become of the line; absent when nothing has. */
export interface Changed<T> {
  readonly answer: T;
  readonly line?: Line;
}

/** As many as a full thread has people. A line has to fit into its row, and who comes later finds out when to. */
const mostAhead = 250;

/** Finds the asker its slot in a line: the one it has reserved, or else the next free one. */
export function takePlace(line: Line, asker: Asker, now: number): Changed<Claimed> {
  const { decision, claim, urgent } = asker;
  const own = line.places.find((place) => place.decision === decision || place.claim === claim);
  // What it has reserved and missed is not among the others: nobody has called then, so it is given back.
  const others = line.places.filter((place) => place !== own);
  const give = (place: Place): Changed<Claimed> => ({
    answer: { kind: 'slot', at: place.at },
    line: { ...line, places: [...others, place].sort((a, b) => a.at - b.at) },
  });

  if (own && own.at >= now - slotGoodForMs) {
    const isToBeUsed = own.decision !== undefined && own.at <= now;
    return isToBeUsed ? give({ at: own.at, claim }) : { answer: { kind: 'slot', at: own.at } };
  }
  const next = nextSlot(
    others.map(({ at }) => at),
    now,
    !urgent,
  );
  const free = Math.max(next, line.quiet?.until ?? now);
  if (free <= now) return give({ at: now, claim });
  if (!urgent) return sendAway(line, free);
  const isFull = others.filter((place) => place.decision !== undefined && place.at > now).length >= mostAhead;
  if (isFull) return { answer: { kind: 'come-back', at: free } };
  return give({ at: inWholeSeconds(free, now), claim, decision });
}

/**
 * Tells a clean-up when to come back: one after the other, so that hundreds do not come for the few slots there are.
 * They are further apart than slots need be, because some come later than others.
 */
function sendAway(line: Line, free: number): Changed<Claimed> {
  const at = Math.ceil(Math.max(free, (line.lastComeBack ?? 0) + spareSlotEveryMs));
  return { answer: { kind: 'come-back', at }, line: { ...line, lastComeBack: at } };
}

/** Queue messages come to light after whole seconds. One in between would be late from the start. */
function inWholeSeconds(at: number, now: number): number {
  return now + Math.ceil((at - now) / 1_000) * 1_000;
}
