import { TableServiceClient } from '@azure/data-tables';
import type { RunningStorage } from '../../local/storage/start-storage.ts';
import { decisionsTable } from '../../src/store/ledger/row-keys.ts';
import { paceTable } from '../../src/store/pace/row-keys.ts';
import { rateTable } from '../../src/store/rate/take-from-minute.ts';
import { standingsTable } from '../../src/store/standings/row-keys.ts';

/**
 * Forgets everything that the app has on record, as it does itself after `LEDGER_RETENTION`. Azurite goes through all the
 * rows of a table for every list (its `LokiTableMetadataStore` asks a function about each), so that of some hundred thousand
 * a list takes longer than a call to storage may.
 */
export async function emptyStorage({
  connectionString,
}: Pick<RunningStorage, 'connectionString'>): Promise<void> {
  const tables = TableServiceClient.fromConnectionString(connectionString, { allowInsecureConnection: true });
  for (const name of [decisionsTable, standingsTable, paceTable, rateTable]) {
    await tables.deleteTable(name);
    await tables.createTable(name);
  }
}
