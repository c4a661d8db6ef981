import { glob, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { infra } from './folders.ts';

/** How a committed file differs from what it ought to be. */
export type Difference = { readonly path: string; readonly is: 'not formatted' | 'stale' | 'left over' };

/**
 * Compares what is committed with what ought to be, and writes the difference if asked to.
 * @param produced texts by path inside `infra/`.
 * @returns what differed, in order of path; empty when nothing did.
 */
export async function settle(
  produced: ReadonlyMap<string, string>,
  { write }: { write: boolean },
): Promise<Difference[]> {
  const differences: Difference[] = [];
  for (const [path, text] of produced) {
    const file = join(infra, path);
    const committed = await readFile(file, 'utf8').catch(() => undefined);
    if (committed?.replaceAll('\r\n', '\n') === text) continue;
    differences.push({ path, is: path.endsWith('.json') ? 'stale' : 'not formatted' });
    if (!write) continue;
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }
  for await (const found of glob('snapshots/*', { cwd: infra })) {
    const path = found.replaceAll('\\', '/');
    if (produced.has(path)) continue;
    differences.push({ path, is: 'left over' });
    if (write) await rm(join(infra, path));
  }
  return differences.sort((a, b) => a.path.localeCompare(b.path));
}
