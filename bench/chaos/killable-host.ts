import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { HostKeys } from '../../local/host/keys/make-keys.ts';
import { type FaultProxy, startFaultProxy } from '../../local/storage/fault-proxy.ts';
import type { RunningStorage } from '../../local/storage/start-storage.ts';
import { quietPort } from './quiet-port.ts';

const cli = fileURLToPath(new URL('../../local/host/cli.ts', import.meta.url));

/** One instance of the app, as a process that can be killed and started again, with a storage proxy of its own. */
export interface KillableHost {
  readonly name: string;
  readonly proxy: FaultProxy;
  /** Where it listens; the same after each start. */
  readonly url: string;
  readonly isUp: boolean;
  /** As the power goes. Resolves when the process is gone. */
  kill(): Promise<void>;
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** What every instance has alike. */
export interface HostSetUp {
  readonly appRoot: string;
  /** For settings and keys. */
  readonly folder: string;
  readonly settings: Readonly<Record<string, string>>;
  readonly keys: Partial<HostKeys>;
  readonly storage: RunningStorage;
  readonly log: (line: string) => void;
}

/** Resolves when an instance listens; rejects when it ends instead, which nobody would wait for in vain. */
async function whenStarted(started: ChildProcess, name: string): Promise<void> {
  const ended = once(started, 'exit').then(([code]) => {
    throw new Error(`${name} has ended with code ${code} instead of starting`);
  });
  // It may end later as well, which is what it is made for.
  ended.catch(() => {});
  await Promise.race([once(started, 'message'), ended]);
}

/** Makes an instance and starts it. */
export async function killableHost(name: string, setUp: HostSetUp): Promise<KillableHost> {
  const { appRoot, folder, settings, keys, storage, log } = setUp;
  const proxy = await startFaultProxy(storage);
  const write = async (what: string, content: object) => {
    const file = join(folder, `${name}-${what}.json`);
    await writeFile(file, JSON.stringify(content), { mode: 0o600 });
    return [`--${what}`, file];
  };
  const files = await Promise.all([
    write('settings', { Values: { ...settings, AzureWebJobsStorage: proxy.connectionString } }),
    write('keys', keys),
    write('options', { ownSettings: { AzureWebJobsStorage: storage.connectionString } }),
  ]);
  let child: ChildProcess | undefined;
  const port = await quietPort();

  const host = {
    name,
    proxy,
    get url() {
      return `http://127.0.0.1:${port}`;
    },
    get isUp() {
      return child !== undefined;
    },
    async start() {
      const args = ['--app', appRoot, '--quiet', '--port', `${port}`, ...files.flat()];
      const started = fork(cli, args, { stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
      for (const stream of [started.stdout, started.stderr]) {
        stream?.setEncoding('utf8').on('data', (text: string) => log(text.trimEnd()));
      }
      await whenStarted(started, name);
      child = started;
    },
    async kill() {
      const dying = child;
      child = undefined;
      if (!dying) return;
      // It may have ended by itself, and does so only once.
      const gone = dying.exitCode ?? dying.signalCode;
      if (gone !== null) return;
      dying.kill('SIGKILL');
      await once(dying, 'exit');
    },
    async stop() {
      await host.kill();
      await proxy.stop();
    },
  };
  await host.start();
  return host;
}
