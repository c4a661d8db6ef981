import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { type QueueClient, QueueServiceClient } from '@azure/storage-queue';
import { afterAll, afterEach, beforeAll } from 'vitest';
import type { StartHostOptions } from '../../../local/host/start-host.ts';
import { type FaultProxy, startFaultProxy } from '../../../local/storage/fault-proxy.ts';
import { type RunningStorage, startStorage } from '../../../local/storage/start-storage.ts';
import { call } from './call.ts';
import { type FixtureHost, startFixture } from './fixture-host.ts';

/** The storage of one test file, and hosts on it that are stopped after each test. */
export type StorageUnderTest = {
  readonly storage: RunningStorage;
  /** Sees what hosts do that were started with `watched`. */
  readonly proxy: FaultProxy;
  /** The settings of an app on this storage. */
  settings(more?: Record<string, string>): Record<string, string>;
  start(app: string, options?: Partial<StartHostOptions> & { watched?: boolean }): Promise<FixtureHost>;
  /** A queue with a name of its own; made unless `missing`. */
  queue(missing?: 'missing'): Promise<TestQueue>;
};

export type TestQueue = {
  client: QueueClient;
  poison: QueueClient;
  /** Base64, and JSON if it is no text. */
  send(message: unknown): Promise<void>;
};

let names = 0;

/** Starts a storage account before the tests of a file, and stops it after them. */
export function storageUnderTest(): StorageUnderTest {
  let storage: RunningStorage;
  let proxy: FaultProxy;
  const hosts: FixtureHost[] = [];
  beforeAll(async () => {
    storage = await startStorage();
    proxy = await startFaultProxy(storage);
  });
  afterEach(async () => {
    await Promise.all(hosts.splice(0).map((host) => host.stop()));
    proxy.reset();
  });
  afterAll(async () => {
    await proxy.stop();
    await storage.stop();
  });

  return {
    get storage() {
      return storage;
    },
    get proxy() {
      return proxy;
    },
    settings: (more) => ({ AzureWebJobsStorage: storage.connectionString, ...more }),
    async start(app, { watched, env, ...options } = {}) {
      const ownSettings = watched ? { AzureWebJobsStorage: proxy.connectionString } : {};
      const settings = { AzureWebJobsStorage: storage.connectionString, ...env };
      const host = await startFixture(app, { env: settings, ownSettings, leaseRetryMs: 20, ...options });
      hosts.push(host);
      return host;
    },
    async queue(missing) {
      names += 1;
      const service = QueueServiceClient.fromConnectionString(storage.connectionString);
      const client = service.getQueueClient(`work-${process.pid}-${names}`);
      if (missing === undefined) await client.create();
      return {
        client,
        poison: service.getQueueClient(`${client.name}-poison`),
        async send(message) {
          const text = typeof message === 'string' ? message : JSON.stringify(message);
          await client.sendMessage(Buffer.from(text).toString('base64'));
        },
      };
    },
  };
}

/** Waits until something is so. */
export async function until(so: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await so())) await setTimeout(10);
}

/** How many messages a queue holds, those that are invisible among them. */
export const countOf = async (queue: QueueClient) =>
  (await queue.getProperties()).approximateMessagesCount ?? 0;

/** The texts of the messages that can be seen; none if there is no such queue. */
export async function textsIn(queue: QueueClient): Promise<string[]> {
  if (!(await queue.exists())) return [];
  const { peekedMessageItems } = await queue.peekMessages({ numberOfMessages: 32 });
  return peekedMessageItems.map(({ messageText }) => messageText);
}

/** What a function of `takes-messages` logged of each message it was given. */
export const taken = ({ lines }: { lines: string[] }) =>
  lines.flatMap((line) => {
    const json = /: took (.*)$/.exec(line)?.[1];
    return json === undefined ? [] : [JSON.parse(json)];
  });

/** Lets go of what the functions of a fixture hold. */
export const letGo = (host: { port: number }) => call(host, '/api/go');

/** What the timer of `keeps-time` was told at each run. */
export const ticks = ({ lines }: { lines: string[] }) =>
  lines.flatMap((line) => {
    const json = /: tick (\{.*)$/.exec(line)?.[1];
    return json === undefined ? [] : [JSON.parse(json)];
  });

/** A file that is not there until `write`, for functions that wait for it. */
export async function withFile(
  use: (file: string, write: () => Promise<void>) => Promise<void>,
): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'let-go-'));
  const file = path.join(folder, 'go');
  await use(file, () => writeFile(file, '')).finally(() => rm(folder, { recursive: true, force: true }));
}
