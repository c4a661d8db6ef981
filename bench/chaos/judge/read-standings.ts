import { TableClient } from '@azure/data-tables';
import type { RunningStorage } from '../../../local/storage/start-storage.ts';

interface Decided {
  readonly decision: string;
  readonly occurredAt: number;
}

/** What is on record about a person in one place. */
export interface StandingSeen {
  readonly ban?: Decided & { readonly until?: number };
  readonly lift?: Decided;
}

/** By `placeKey`. */
export type StandingsSeen = ReadonlyMap<string, StandingSeen>;

/** Names a person in one place: a thread, or `*`. */
export function placeKey(threadId: string, participant: string): string {
  return `${threadId} ${participant}`;
}

/** Reads who is banned where, row by row; none of it, where nobody was. */
export async function readStandings({
  connectionString,
}: Pick<RunningStorage, 'connectionString'>): Promise<StandingsSeen> {
  const table = TableClient.fromConnectionString(connectionString, 'standings', {
    allowInsecureConnection: true,
  });
  const seen = new Map<string, StandingSeen>();
  await table.createTable(); // nothing happens where it is there
  const filter = "RowKey ge 'standing|' and RowKey lt 'standing}'";
  for await (const row of table.listEntities<Record<string, string>>({ queryOptions: { filter } })) {
    const read = (column: string) => (row[column] ? { [column]: JSON.parse(row[column]) } : {});
    seen.set(placeKey(row.threadId ?? '', row.participant ?? ''), { ...read('ban'), ...read('lift') });
  }
  return seen;
}
