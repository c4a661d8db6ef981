import type { PipelinePolicy } from '@azure/core-rest-pipeline';
import type { TableClient } from '@azure/data-tables';
import type { Config } from '../config.ts';
import type { LoadIdentity } from '../credentials/managed-identity.ts';
import { lazily } from './lazily.ts';

/** No retries of the SDK's own: `try-twice.ts` knows how long a sender waits. */
const once = { retryOptions: { maxRetries: 0 } };

/**
 * A way to the account's tables by name. A table's client is made, and its package loaded, by the first call that needs
 * it; there is one for each table, however often it is asked for.
 *
 * @param observer - sees every answer of every table, refusals included.
 */
export function openTables(
  storage: Config['storage'],
  loadIdentity: LoadIdentity,
  observer: PipelinePolicy,
): (table: string) => () => Promise<TableClient> {
  const opened = new Map<string, () => Promise<TableClient>>();
  const open = (table: string) =>
    lazily(async () => {
      const { TableClient } = await import('./table-client.ts');
      const client =
        'connectionString' in storage
          ? TableClient.fromConnectionString(storage.connectionString, table, {
              ...once,
              // Over http there is only an emulator.
              allowInsecureConnection: /=http:/i.test(storage.connectionString),
            })
          : new TableClient(storage.tableUri, table, await loadIdentity(), once);
      // Next to the wire, so that it sees refusals too: further out they are errors already.
      client.pipeline.addPolicy(observer, { afterPhase: 'Sign' });
      return client;
    });
  return (table) => {
    const known = opened.get(table) ?? open(table);
    opened.set(table, known);
    return known;
  };
}
