import type { Change, Columns } from '../table-rows.ts';
import { type EventRow, writeEventRow } from './event-row.ts';
import { eventKey, markers } from './row-keys.ts';

/**
 * The transaction that turns one state of a decision into the next: the event row on condition that nobody has
 * changed it, and its marker rows along with it, since the event row names them.
 */
export function rewrite(before: EventRow, etag: string, after: EventRow, ofMarkers: Columns = {}): Change[] {
  const changes: Change[] = [
    { replace: eventKey(after.event.decision), etag, columns: writeEventRow(after) },
  ];
  for (const marker of markers) {
    const [old, next] = [before[marker], after[marker]];
    if (old === next) continue;
    if (old) changes.push({ delete: old });
    if (next) changes.push({ create: next, columns: ofMarkers });
  }
  return changes;
}
