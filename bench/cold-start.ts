import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { projectFolder } from '../local/packaging/bundle.ts';
import { coldStartTable, type Measured } from './cold-start-table.ts';
import { measureFirstRemoval } from './measure-first-removal.ts';
import { createLoadMeter } from './measure-load.ts';
import { type App, prepareApps } from './prepare-apps.ts';

const help = `npm run bench:cold [-- --runs N]

Starts an empty app, chat-bouncer and a peer made of Microsoft's SDKs in turn, N times each (15), and prints medians:
how long loading takes in a Node that runs already, the memory then, how long it takes from there to the first
removal on the local stack, and how long the first removal takes of an instance that has waited for it. What else
runs on the machine makes all of them slower.
`;

const { values } = parseArgs({ options: { runs: { type: 'string' }, help: { type: 'boolean' } } });
const print = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

if (values.help) print(help);
else await run(Math.max(1, Number(values.runs) || 15));

async function run(runs: number): Promise<void> {
  const folder = join(projectFolder, `.local/bench-${process.pid}`);
  await mkdir(folder, { recursive: true });
  try {
    const measureLoad = await createLoadMeter(folder);
    const apps = await prepareApps(folder);
    const measured = new Map<App['name'], Measured>(
      apps.map(({ name }) => [name, { loadMs: [], rssMiB: [], firstRemovalMs: [], keptReadyMs: [] }]),
    );
    const measure = async (app: App, into?: Measured) => {
      const { loadMs, rssMiB } = await measureLoad(app);
      into?.loadMs.push(loadMs);
      into?.rssMiB.push(rssMiB);
      if (!app.removes) return;
      const firstRemovalMs = await measureFirstRemoval(app, 'start');
      const keptReadyMs = await measureFirstRemoval(app, 'kept-ready');
      into?.firstRemovalMs.push(firstRemovalMs);
      into?.keptReadyMs.push(keptReadyMs);
    };
    // Once for nothing: the first of all reads files from disk.
    for (const app of apps) await measure(app);
    for (let run = 0; run < runs; run++) {
      for (const app of apps) await measure(app, measured.get(app.name));
    }
    print(`Node ${process.versions.node}, ${process.platform} ${process.arch}, medians of ${runs}\n`);
    print(coldStartTable(measured));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
