import { cp, glob, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { choices } from './choices.ts';
import { infra, work } from './folders.ts';
import { refuse } from './refuse.ts';
import { run } from './run.ts';
import { snapshot } from './snapshot.ts';

/**
 * Formats, lints and compiles in a copy, so that a check changes nothing.
 * @param bicep the compiler.
 * @returns what ought to be committed, by path inside `infra/`.
 * @throws Error with the compiler's own lines, if any rule is broken, or a mistake is let through.
 */
export async function produce(bicep: string): Promise<Map<string, string>> {
  await mkdir(work, { recursive: true });
  const copy = await mkdtemp(join(work, 'copy-'));
  try {
    const sources = await Array.fromAsync(glob('{main.bicepparam,*.bicep,modules/*.bicep}', { cwd: infra }));
    for (const path of [...sources, 'bicepconfig.json']) await cp(join(infra, path), join(copy, path));
    const produced = new Map<string, string>();
    const keep = async (path: string) => produced.set(normal(path), await readFile(join(copy, path), 'utf8'));

    await mustBeSilent(copy, bicep, ['format', '--pattern', join(copy, '**', '*.bicep')]);
    await mustBeSilent(copy, bicep, ['format', join(copy, 'main.bicepparam')]);
    for (const path of sources.sort()) await keep(path);
    await mustBeSilent(copy, bicep, ['lint', '--pattern', join(copy, '**', '*.bicep')]);
    await mustBeSilent(copy, bicep, ['build', join(copy, 'main.bicep')]);
    await keep('main.json');
    for (const [name, environment] of Object.entries(choices)) {
      produced.set(`snapshots/${name}.json`, await snapshot(bicep, copy, environment));
    }
    await refuse(bicep, copy);
    return produced;
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
}

// A warning does not change the exit code, and none is let through.
async function mustBeSilent(copy: string, bicep: string, args: readonly string[]): Promise<void> {
  const { code, stdout, stderr } = await run(bicep, args);
  const lines = new Set(`${stdout}${stderr}`.replaceAll(`${copy}/`, 'infra/').trim().split('\n'));
  const said = [...lines].join('\n');
  if (code !== 0 || said !== '') throw new Error(said || `bicep ${args[0]} ended with ${code}.`);
}

const normal = (path: string) => path.replaceAll('\\', '/');
