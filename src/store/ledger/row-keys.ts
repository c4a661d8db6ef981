/** The one place that says where decisions live, should one partition ever not be enough. */
export const decisionsTable = 'decisions';
export const decisionsPartition = 'decisions';

/**
 * What a row beside the event row stands for: work that is due, a failure to look at, a decision that waits for somebody
 * or for its time, a record to delete.
 */
export const markers = ['due', 'failed', 'held', 'scheduled', 'expire'] as const;
export type Marker = (typeof markers)[number];

/** The key of a decision's event row. */
export function eventKey(decision: string): string {
  return `event|${decision}`;
}

/** The event rows of all decisions that carry out another one, as a range of keys: `.` stands between the two ids. */
export function childKeys(parent: string): { from: string; below: string } {
  return { from: eventKey(`${parent}.`), below: eventKey(`${parent}/`) };
}

/** The key of a marker: in the order of its time, milliseconds since 1970. */
export function markerKey(marker: Marker, time: number, decision: string): string {
  return `${marker}|${new Date(time).toISOString()}|${decision}`;
}

/** The decision a marker is about. */
export function decisionOf(key: string): string {
  return key.slice(key.lastIndexOf('|') + 1);
}

/** All markers of a kind up to a time, as a range of keys. */
export function markersUpTo(marker: Marker, time: number): { from: string; below: string } {
  return { from: `${marker}|`, below: `${marker}|${new Date(time).toISOString()}|~` };
}

/** All markers of a kind from a time on, as a range of keys. */
export function markersFrom(marker: Marker, time = 0): { from: string; below: string } {
  return { from: `${marker}|${new Date(time).toISOString()}`, below: `${marker}|~` };
}
