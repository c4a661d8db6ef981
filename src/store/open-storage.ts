import { randomBytes, randomUUID } from 'node:crypto';
import type { QueueClient } from '@azure/storage-queue';
import type { Clock } from '../clock.ts';
import type { Config } from '../config.ts';
import type { LoadIdentity } from '../credentials/managed-identity.ts';
import type { Ledger } from '../moderation/ledger.ts';
import type { Pace, TidyPace } from '../moderation/pace.ts';
import type { Progress } from '../moderation/progress.ts';
import type { Rate } from '../moderation/rate.ts';
import type { Standings } from '../moderation/standings.ts';
import { type EnforcementQueue, enforcementQueue } from './enforcement-queue.ts';
import { lazily } from './lazily.ts';
import { createLedger } from './ledger/create-ledger.ts';
import { decisionsPartition, decisionsTable } from './ledger/row-keys.ts';
import { openTables } from './open-tables.ts';
import { createPace } from './pace/create-pace.ts';
import { paceTable } from './pace/row-keys.ts';
import { createProgress, progressTable } from './progress.ts';
import { createRate } from './rate/create-rate.ts';
import { ratePartition, rateTable } from './rate/take-from-minute.ts';
import { createStandings } from './standings/create-standings.ts';
import { standingsPartition, standingsTable } from './standings/row-keys.ts';
import { createStorageClock, observeDates } from './storage-clock.ts';
import { tableRows } from './table-rows.ts';

/** What the house keeps in the storage account. */
export interface Storage {
  readonly ledger: Ledger;
  readonly standings: Standings;
  readonly progress: Progress;
  readonly queue: EnforcementQueue;
  readonly pace: Pace & TidyPace;
  readonly rate: Rate;
}

const queueName = 'enforcements';

/**
 * Opens the storage account that the Functions host uses anyway. Clients are made, and their packages loaded, by the
 * first call.
 */
export function openStorage(
  { storage, retentionMs, holdForMs }: Pick<Config, 'storage' | 'retentionMs' | 'holdForMs'>,
  loadIdentity: LoadIdentity,
  clock: Clock,
): Storage {
  const storageClock = createStorageClock(clock);
  const openTable = openTables(storage, loadIdentity, observeDates(storageClock, clock));
  const rowsOf = (table: string, partition: string) => tableRows(openTable(table), partition);
  const openQueue = lazily(async (): Promise<QueueClient> => {
    const { QueueClient } = await import('./queue-client.ts');
    const tries = { retryOptions: { maxTries: 1 } };
    return 'connectionString' in storage
      ? new QueueClient(storage.connectionString, queueName, tries)
      : new QueueClient(`${storage.queueUri}/${queueName}`, await loadIdentity(), tries);
  });

  return {
    queue: enforcementQueue(openQueue),
    standings: createStandings({
      rows: rowsOf(standingsTable, standingsPartition),
      now: storageClock.now,
      retentionMs,
    }),
    progress: createProgress(rowsOf(progressTable, progressTable)),
    ledger: createLedger({
      rows: rowsOf(decisionsTable, decisionsPartition),
      clock,
      now: storageClock.now,
      isClockSet: () => storageClock.isSet,
      newLease: randomUUID,
      retentionMs,
      holdForMs,
    }),
    pace: createPace({
      rowsOf: (partition) => rowsOf(paceTable, partition),
      clock,
      now: storageClock.now,
      newClaim: () => randomBytes(9).toString('base64url'),
    }),
    rate: createRate({ rows: rowsOf(rateTable, ratePartition), now: storageClock.now }),
  };
}
