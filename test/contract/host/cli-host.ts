import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, vi } from 'vitest';
import type { StartHostOptions } from '../../../local/host/start-host.ts';
import { fixture, untilGone } from './fixture-host.ts';

const cli = fileURLToPath(new URL('../../../local/host/cli.ts', import.meta.url));

/** A host in a process of its own, for tests that kill it. */
export type CliHost = {
  port: number;
  /** What it has logged so far. */
  readonly lines: string[];
  /** Waits until it has written that. */
  said(what: RegExp): Promise<void>;
  /** Kills it as a power cut does, and waits until its worker is gone too. */
  kill(): Promise<void>;
};

/** Starts one for a fixture; it is gone when the test is over. */
export async function startCli(
  app: string,
  { env, options = {} }: { env: Record<string, string>; options?: Partial<StartHostOptions> },
): Promise<CliHost> {
  const folder = await mkdtemp(path.join(tmpdir(), 'cli-host-'));
  const [settings, rest] = [path.join(folder, 'settings.json'), path.join(folder, 'options.json')];
  await writeFile(settings, JSON.stringify({ Values: env }));
  await writeFile(rest, JSON.stringify(options));
  const child = fork(cli, ['--app', fixture(app), '--settings', settings, '--options', rest], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    execArgv: [],
  });
  const exited = once(child, 'exit');
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await exited;
    await rm(folder, { recursive: true, force: true });
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (data) => (output += data));
  const [{ port, workerPid }] = await once(child, 'message');
  return {
    port,
    get lines() {
      return output.split(/\r?\n/);
    },
    said: (what) => vi.waitFor(() => expect(output).toMatch(what), { timeout: 20_000, interval: 10 }),
    async kill() {
      child.kill('SIGKILL');
      await exited;
      await untilGone(workerPid);
    },
  };
}
