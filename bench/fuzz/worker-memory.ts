import { readFile, rm } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';

/** What the worker holds after garbage was collected, in MiB, and whether something has changed all objects. */
export interface WorkerMemory {
  readonly rssMiB: number;
  readonly inUseMiB: number;
  readonly polluted: boolean;
}

/** Node's arguments for a worker that tells. @param file - where it writes it */
export function tellingMemory(file: string): string[] {
  const preload = new URL('./memory-on-signal.mjs', import.meta.url);
  preload.searchParams.set('file', file);
  return ['--expose-gc', `--import=${preload.href}`];
}

/** Asks a worker that was started so; undefined where there are no such signals (Windows), or it is gone. */
export async function askMemory(pid: number | undefined, file: string): Promise<WorkerMemory | undefined> {
  if (process.platform === 'win32' || pid === undefined) return undefined;
  await rm(file, { force: true });
  try {
    process.kill(pid, 'SIGUSR2');
    for (let tries = 0; tries < 100; tries += 1) {
      await wait(50);
      const told = await readFile(pathToFileURL(file), 'utf8').catch(() => '');
      if (!told.endsWith('}')) continue;
      const { rss, inUse, polluted } = JSON.parse(told);
      return { rssMiB: rss / 2 ** 20, inUseMiB: inUse / 2 ** 20, polluted };
    }
  } catch {
    // It is gone, which shows elsewhere.
  }
  return undefined;
}

/** What may have come to be in use: caches fill. And what may be held on to: a process keeps room it has once needed. */
const bounds = { inUseMiB: 16, rssMiB: 96 } as const;

/** So many requests it takes until a worker has once needed all the room that it needs at a time. */
const settled = 5_000;

/** What is wrong with a worker's memory at the end, beside what it was after so many requests. */
export function judgeMemory(before: WorkerMemory, after: WorkerMemory, warmUp: number): string[] {
  const judged = (['inUseMiB', 'rssMiB'] as const).filter((name) => name === 'inUseMiB' || warmUp >= settled);
  const findings = judged
    .filter((name) => after[name] - before[name] > bounds[name])
    .map((name) => `memory has grown: ${name} from ${before[name].toFixed(1)} to ${after[name].toFixed(1)}`);
  return after.polluted ? [...findings, 'Object.prototype was changed'] : findings;
}
