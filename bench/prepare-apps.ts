import { execFile } from 'node:child_process';
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { assembleApp } from '../local/packaging/assemble-app.ts';
import { projectFolder } from '../local/packaging/bundle.ts';

/** An app to measure, ready to run. */
export interface App {
  readonly name: 'empty' | 'chat-bouncer' | 'peer';
  /** Its folder: `main.js` is what a worker loads. */
  readonly folder: string;
  /** Whether it can remove anybody. */
  readonly removes: boolean;
}

/**
 * Builds what is compared, each as its user would: ours and the empty app bundled alike, the peer compiled by tsc
 * and with the `node_modules` that it imports.
 *
 * @param folder - below the project's, so that the peer finds its packages.
 */
export async function prepareApps(folder: string): Promise<App[]> {
  const at = (name: string) => join(folder, name);
  await assembleApp({ entry: 'bench/empty/main.ts', out: at('empty') });
  await assembleApp({ entry: 'functions/main.ts', out: at('chat-bouncer') });
  await compilePeer(at('peer'));
  const apps: App[] = [
    { name: 'empty', folder: at('empty'), removes: false },
    { name: 'chat-bouncer', folder: at('chat-bouncer'), removes: true },
    { name: 'peer', folder: at('peer'), removes: true },
  ];
  await Promise.all(apps.map(addTimedStart));
  return apps;
}

async function compilePeer(out: string): Promise<void> {
  const peer = join(projectFolder, 'bench/peer');
  const compiler = join(projectFolder, 'node_modules/typescript/bin/tsc');
  await mkdir(out, { recursive: true });
  await promisify(execFile)(process.execPath, [compiler, '-p', peer, '--outDir', out]);
  await copyFile(join(peer, 'package.json'), join(out, 'package.json'));
  await copyFile(join(projectFolder, 'host.json'), join(out, 'host.json'));
}

const timedStart = [
  "process.stdout.write('loading at ' + (performance.timeOrigin + performance.now()) + '\\n');",
  "await import('./main.js');\n",
].join('\n');

/** An entry that says when loading begins, then loads the app: for times that leave out the start of Node. */
async function addTimedStart({ folder }: App): Promise<void> {
  const file = join(folder, 'package.json');
  const described = JSON.parse(await readFile(file, 'utf8'));
  await writeFile(file, JSON.stringify({ ...described, main: 'timed-start.mjs' }));
  await writeFile(join(folder, 'timed-start.mjs'), timedStart);
}
