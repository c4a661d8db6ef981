import { randomUUID } from 'node:crypto';
import type { TableClient } from '@azure/data-tables';
import type { QueueClient } from '@azure/storage-queue';
import type { Clock } from '../clock.ts';
import type { Config } from '../config.ts';
import type { LoadIdentity } from '../credentials/managed-identity.ts';
import type { Ledger } from '../moderation/ledger.ts';
import { type EnforcementQueue, enforcementQueue } from './enforcement-queue.ts';
import { createLedger } from './ledger/create-ledger.ts';
import { decisionsPartition, decisionsTable } from './ledger/row-keys.ts';
import { createStorageClock, observeDates } from './storage-clock.ts';
import { tableRows } from './table-rows.ts';

/** What the house keeps in the storage account. */
export interface Storage {
  readonly ledger: Ledger;
  readonly queue: EnforcementQueue;
}

const queueName = 'enforcements';

/** No retries of the SDK's own: `try-twice.ts` knows how long a sender waits. */
const once = { retryOptions: { maxRetries: 0 } };

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
  const observer = observeDates(storageClock, clock);

  const openTable = lazily(async (): Promise<TableClient> => {
    const { TableClient } = await import('./table-client.ts');
    const client =
      'connectionString' in storage
        ? TableClient.fromConnectionString(storage.connectionString, decisionsTable, {
            ...once,
            // Over http there is only an emulator.
            allowInsecureConnection: /=http:/i.test(storage.connectionString),
          })
        : new TableClient(storage.tableUri, decisionsTable, await loadIdentity(), once);
    // Next to the wire, so that it sees refusals too: further out they are errors already.
    client.pipeline.addPolicy(observer, { afterPhase: 'Sign' });
    return client;
  });
  const openQueue = lazily(async (): Promise<QueueClient> => {
    const { QueueClient } = await import('./queue-client.ts');
    const tries = { retryOptions: { maxTries: 1 } };
    return 'connectionString' in storage
      ? new QueueClient(storage.connectionString, queueName, tries)
      : new QueueClient(`${storage.queueUri}/${queueName}`, await loadIdentity(), tries);
  });

  return {
    queue: enforcementQueue(openQueue),
    ledger: createLedger({
      rows: tableRows(openTable, decisionsPartition),
      clock,
      now: storageClock.now,
      isClockSet: () => storageClock.isSet,
      newLease: randomUUID,
      retentionMs,
      holdForMs,
    }),
  };
}

/** Makes a thing once, on first use; again after a failure. */
function lazily<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make().catch((error: unknown) => {
      made = undefined;
      throw error;
    });
    return made;
  };
}
