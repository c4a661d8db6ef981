import { glob, readFile } from 'node:fs/promises';
import path from 'node:path';

export type EntryFile = { path: string; esm: boolean };

/**
 * The files to load for an app: what `main` in its package.json names, one file or one glob pattern. A `main`
 * that is not a string counts as none, as in Azure.
 *
 * @throws if nothing matches
 */
export async function findEntryFiles(appRoot: string): Promise<EntryFile[]> {
  const { main, type } = JSON.parse(await readFile(path.join(appRoot, 'package.json'), 'utf8'));
  if (typeof main !== 'string' || main === '') return [];
  const found: string[] = [];
  for await (const entry of glob(main, { cwd: appRoot, withFileTypes: true })) {
    if (entry.isFile()) found.push(path.resolve(appRoot, entry.parentPath, entry.name));
  }
  if (found.length === 0)
    throw new Error(
      isPattern(main) ? 'Found zero files matching the supplied pattern' : 'File does not exist',
    );
  return found.sort().map((file) => ({ path: file, esm: isModule(file, type) }));
}

const isPattern = (main: string) => /[*?{}[\]!]/.test(main);

/** https://github.com/Azure/azure-functions-nodejs-worker/blob/v4.x/src/loadScriptFile.ts */
const isModule = (file: string, type: unknown) =>
  file.endsWith('.mjs') || (type === 'module' && !file.endsWith('.cjs'));
