import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type RunningHost, type StartHostOptions, startHost } from '../../../local/host/start-host.ts';

export type FixtureHost = RunningHost & {
  lines: string[];
  /** Waits until a line of log matches. */
  line(pattern: RegExp): Promise<string>;
};

/** The folder of one of the apps in test/fixtures/host-apps. */
export const fixture = (name: string) =>
  fileURLToPath(new URL(`../../fixtures/host-apps/${name}`, import.meta.url));

/** Starts a host for a fixture, or for any folder, and keeps what it logs. */
export async function startFixture(
  app: string,
  options: Partial<StartHostOptions> = {},
): Promise<FixtureHost> {
  const lines: string[] = [];
  const host = await startHost({
    appRoot: path.isAbsolute(app) ? app : fixture(app),
    log: (line) => lines.push(line),
    workerRestartMs: 20,
    ...options,
  });
  return Object.assign(host, {
    lines,
    async line(pattern: RegExp) {
      for (;;) {
        const found = lines.find((line) => pattern.test(line));
        if (found !== undefined) return found;
        await setTimeout(5);
      }
    },
  });
}

/** Writes an app into a folder of its own for as long as `use` runs. */
export async function withApp(
  files: { 'host.json'?: string; 'index.js'?: string },
  use: (appRoot: string) => Promise<void>,
): Promise<void> {
  const library = import.meta.resolve('@azure/functions');
  const appRoot = await mkdtemp(path.join(tmpdir(), 'host-app-'));
  try {
    const code =
      files['index.js'] ??
      `import { app } from '@azure/functions';
      app.http('hello', { authLevel: 'anonymous', handler: () => ({ body: 'hello' }) });`;
    await writeFile(path.join(appRoot, 'package.json'), '{ "type": "module", "main": "index.js" }');
    await writeFile(path.join(appRoot, 'index.js'), code.replaceAll('@azure/functions', library));
    if (files['host.json'] !== undefined)
      await writeFile(path.join(appRoot, 'host.json'), files['host.json']);
    await use(appRoot);
  } finally {
    await rm(appRoot, { recursive: true, force: true });
  }
}

/** Waits until a process is gone. */
export async function untilGone(pid: number | undefined): Promise<void> {
  while (pid !== undefined && isAlive(pid)) await setTimeout(10);
}

/** Whether a process of that id exists. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
