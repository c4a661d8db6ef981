import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { createFaults, type Faults } from '../faults/create-faults.ts';
import type { ServiceName } from './azurite-messages.ts';
import { type CallListener, passCall } from './pass-call.ts';
import type { RunningStorage } from './start-storage.ts';
import { connectionStringOf } from './storage-account.ts';
import {
  createStorageCalls,
  matchesStorageCall,
  type StorageCall,
  type StorageCalls,
  type StorageMatch,
} from './storage-calls.ts';

/** A way to a storage account on which calls can be seen, hindered and acted upon. */
export type FaultProxy = {
  /** Leads through here; the account and its key are the storage's own. */
  readonly connectionString: string;
  readonly urls: Readonly<Record<ServiceName, string>>;
  readonly faults: Omit<Faults<StorageMatch, StorageCall & { body: string }>, 'take'>;
  readonly calls: StorageCalls;
  /**
   * Is told of each call before it takes effect and again after, with its status, before it is answered. The call
   * waits for the listener; one that answers `'drop'` ends it there: the connection is cut.
   *
   * @returns a way to listen no more
   */
  onCall(listener: CallListener): () => void;
  readonly clock: {
    /** How far the storage's `Date` is ahead of this machine's clock, in ms; behind if negative. */
    offsetMs: number;
  };
  /** As new: no faults, no calls, no listeners, no offset. */
  reset(): void;
  stop(): Promise<void>;
};

const services: ServiceName[] = ['blob', 'queue', 'table'];

/** Starts a proxy before a running storage account, on a port of its own for each service. */
export async function startFaultProxy(
  storage: Pick<RunningStorage, 'account' | 'urls'>,
): Promise<FaultProxy> {
  const faults = createFaults<StorageMatch, StorageCall & { body: string }>((call, match) =>
    matchesStorageCall(call, match, call.body),
  );
  const calls = createStorageCalls();
  const listeners = new Set<CallListener>();
  const clock = { offsetMs: 0 };
  const agent = new http.Agent({ keepAlive: true });
  const stopping = new AbortController();

  const open = async (service: ServiceName) => {
    const context = { service, target: storage.urls[service], faults, calls, listeners, clock, agent };
    const server = http.createServer((request, response) => {
      passCall(request, response, { ...context, stopping: stopping.signal }).catch(() => response.destroy());
    });
    server.keepAliveTimeout = 120_000;
    server.requestTimeout = 0;
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return server;
  };
  const servers = await Promise.all(services.map(open));
  const urlOf = (server: http.Server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const [blob = '', queue = '', table = ''] = servers.map(urlOf);
  const urls = { blob, queue, table };

  return {
    ...{ urls, faults, calls, clock },
    connectionString: connectionStringOf(storage.account, urls),
    onCall(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    reset() {
      faults.clear();
      calls.clear();
      listeners.clear();
      clock.offsetMs = 0;
    },
    async stop() {
      stopping.abort();
      agent.destroy();
      for (const server of servers) server.closeAllConnections();
      await Promise.all(
        servers.map((server) => new Promise<void>((resolve) => server.close(() => resolve()))),
      );
    },
  };
}
