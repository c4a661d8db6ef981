import { TableClient } from '@azure/data-tables';
import { type QueueClient, QueueServiceClient } from '@azure/storage-queue';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { type FaultProxy, startFaultProxy } from '../../../local/storage/fault-proxy.ts';
import { type RunningStorage, startStorage } from '../../../local/storage/start-storage.ts';

/** One storage and one proxy for the tests of a file; clients that do not try again. */
export function proxied() {
  let storage: RunningStorage;
  let proxy: FaultProxy;
  let names = 0;
  beforeAll(async () => {
    storage = await startStorage();
    proxy = await startFaultProxy(storage);
  });
  afterEach(() => proxy.reset());
  afterAll(async () => {
    await proxy.stop();
    await storage.stop();
  });

  const tableAt = (connectionString: string, name: string) =>
    TableClient.fromConnectionString(connectionString, name, {
      allowInsecureConnection: true,
      retryOptions: { maxRetries: 0 },
    });
  return {
    get proxy() {
      return proxy;
    },
    get storage() {
      return storage;
    },
    /** A new table through the proxy, and the same one without it. */
    async table(): Promise<{ table: TableClient; direct: TableClient; name: string }> {
      names += 1;
      const name = `table${names}`;
      const direct = tableAt(storage.connectionString, name);
      await direct.createTable();
      return { table: tableAt(proxy.connectionString, name), direct, name };
    },
    /** A new queue through the proxy. */
    async queue(): Promise<QueueClient> {
      names += 1;
      const at = (connectionString: string) =>
        QueueServiceClient.fromConnectionString(connectionString, { retryOptions: { maxTries: 1 } });
      await at(storage.connectionString).createQueue(`queue-${names}`);
      return at(proxy.connectionString).getQueueClient(`queue-${names}`);
    },
  };
}

/** How a promise was rejected, as far as tests look at it. */
export const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => {
      throw new Error('It should have failed.');
    },
    (error: { statusCode?: number; code?: string }) => ({ status: error.statusCode, code: error.code }),
  );
