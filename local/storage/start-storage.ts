import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { FromAzurite, ServiceName, StorageOrders } from './azurite-messages.ts';
import { connectionStringOf, newAccount, type StorageAccount } from './storage-account.ts';

const program = fileURLToPath(new URL('./azurite.ts', import.meta.url));

export type StorageOptions = {
  /** On 127.0.0.1; 0 or absent for a free one. */
  ports?: Partial<Record<ServiceName, number>>;
  /** Where to keep everything from one start to the next; in memory if absent. */
  folder?: string;
  /** Takes a line when something is wrong with it. */
  log?: (line: string) => void;
};

/** A storage account at work: blobs, queues and tables. URLs have no slash at their end. */
export type RunningStorage = {
  readonly connectionString: string;
  readonly account: StorageAccount;
  readonly accountName: string;
  /** Without the account, which is the first part of every path. */
  readonly urls: Readonly<Record<ServiceName, string>>;
  readonly blobUrl: string;
  readonly queueUrl: string;
  readonly tableUrl: string;
  readonly pid: number | undefined;
  stop(): Promise<void>;
};

/**
 * Starts Azurite in a process of its own, which ends with this one.
 *
 * @throws if a port is taken or the folder cannot be written
 */
export async function startStorage(options: StorageOptions = {}): Promise<RunningStorage> {
  const { ports = {}, folder, log = () => undefined } = options;
  if (folder !== undefined) await mkdir(folder, { recursive: true });
  const account = newAccount();
  const child = fork(program, {
    env: { ...process.env, NODE_OPTIONS: '', AZURITE_ACCOUNTS: `${account.name}:${account.key}` },
    // Azurite's own concern: it uses what Node deprecates, and Node before 24.3 announces type stripping.
    execArgv: ['--disable-warning=DEP0040', '--disable-warning=ExperimentalWarning'],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (text) => log(`storage: ${String(text).trim()}`));
  const exited = once(child, 'exit');

  const answer = await ask(child, { ports, ...(folder !== undefined && { folder }) });
  if ('problem' in answer) {
    child.kill('SIGKILL');
    await exited;
    throw new Error(`The storage emulator cannot start: ${answer.problem}`);
  }
  const { urls } = answer;
  const urlOf = (service: ServiceName) => `${urls[service]}/${account.name}`;
  return {
    ...{ account, accountName: account.name, urls, pid: child.pid },
    connectionString: connectionStringOf(account, urls),
    ...{ blobUrl: urlOf('blob'), queueUrl: urlOf('queue'), tableUrl: urlOf('table') },
    async stop() {
      if (child.connected) child.disconnect();
      const timer = setTimeout(() => child.kill('SIGKILL'), 5_000);
      await exited.finally(() => clearTimeout(timer));
    },
  };
}

async function ask(child: ChildProcess, orders: StorageOrders): Promise<FromAzurite> {
  const answered = Promise.withResolvers<FromAzurite>();
  const gone = (why: unknown) => answered.resolve({ problem: `it ended early (${why})` });
  child.once('message', (message: FromAzurite) => answered.resolve(message));
  child.once('exit', gone);
  child.once('error', gone);
  child.send(orders, (error) => error && gone(error.message));
  return await answered.promise;
}
