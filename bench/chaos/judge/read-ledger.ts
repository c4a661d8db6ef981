import { TableClient } from '@azure/data-tables';
import type { RunningStorage } from '../../../local/storage/start-storage.ts';

/** What the ledger says of a decision that was sent to us. */
export interface RecordSeen {
  readonly decision: string;
  readonly status: string;
  /** When it was written last, milliseconds since 1970. */
  readonly updated: number;
}

/** What the ledger holds. */
export interface LedgerSeen {
  /** Of what came from a sender, by the sender's own name for it. */
  readonly records: ReadonlyMap<string, RecordSeen>;
  /** Decisions of our own that were given up. */
  readonly givenUp: readonly string[];
  /** How many decisions there are of our own. */
  readonly own: number;
  /** Decisions with work left. */
  readonly leftOver: number;
}

interface Row {
  readonly status?: string;
  readonly event?: string;
  readonly updated?: string;
}

/** Reads the ledger, row by row. */
export async function readLedger(storage: Pick<RunningStorage, 'connectionString'>): Promise<LedgerSeen> {
  const records = new Map<string, RecordSeen>();
  const givenUp: string[] = [];
  let [own, leftOver] = [0, 0];
  for await (const { rowKey = '', status = '', event = '{}', updated = '' } of rowsOf(storage)) {
    const [kind, decision = ''] = rowKey.split('|');
    if (kind === 'due') leftOver += 1;
    if (kind !== 'event') continue;
    const { source, id, parent } = JSON.parse(event) as Record<string, string | undefined>;
    if (source?.startsWith('bouncer.') || parent) {
      own += 1;
      if (status === 'failed' || status === 'rejected') givenUp.push(decision);
    } else if (id) records.set(id, { decision, status, updated: Date.parse(updated) });
  }
  return { records, givenUp, own, leftOver };
}

/** How many decisions have work left. */
export async function countDue(storage: Pick<RunningStorage, 'connectionString'>): Promise<number> {
  let due = 0;
  for await (const _ of rowsOf(storage, "RowKey ge 'due|' and RowKey lt 'due}'")) due += 1;
  return due;
}

function rowsOf({ connectionString }: Pick<RunningStorage, 'connectionString'>, filter?: string) {
  const table = TableClient.fromConnectionString(connectionString, 'decisions', {
    allowInsecureConnection: true,
  });
  return table.listEntities<Row>(filter ? { queryOptions: { filter } } : {});
}
