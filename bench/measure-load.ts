import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { projectFolder } from '../local/packaging/bundle.ts';
import type { App } from './prepare-apps.ts';

/** What loading an app took. */
export interface Load {
  readonly loadMs: number;
  /** Resident memory of the whole process, once loaded. */
  readonly rssMiB: number;
}

/** Prepares the program that loads an app in a process of its own. */
export async function createLoadMeter(folder: string): Promise<(app: App) => Promise<Load>> {
  const program = join(folder, 'load-entry.mjs');
  await build({
    absWorkingDir: projectFolder,
    entryPoints: ['bench/load-entry.ts'],
    outfile: program,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    logLevel: 'warning',
  });
  return async (app) => {
    const env = { PATH: process.env.PATH, KEY_VAULT_URL: 'https://bench.vault.azure.net' };
    const { stdout } = await promisify(execFile)(process.execPath, [program, join(app.folder, 'main.js')], {
      env,
    });
    const { functions, ...load } = JSON.parse(stdout) as Load & { functions: number };
    if (functions === 0) throw new Error(`${app.name} has registered no function.`);
    return load;
  };
}
