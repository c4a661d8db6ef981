import { homedir } from 'node:os';
import { join } from 'node:path';
import { compilerFromNuget } from './compiler-from-nuget.ts';
import { readLock } from './lock.ts';
import { run } from './run.ts';

const installedByAz = join(process.env.AZURE_CONFIG_DIR ?? join(homedir(), '.azure'), 'bin', 'bicep');

/**
 * Finds the pinned Bicep compiler: on the PATH, where `az bicep install` puts it, or in its NuGet package.
 * Any other version is passed over, because versions write different JSON for the same source.
 * @returns the program to run.
 * @throws Error that says in one line which version is wanted and how to get it.
 */
export async function findCompiler(): Promise<string> {
  const lock = await readLock();
  const seen: string[] = [];
  for (const program of ['bicep', installedByAz]) {
    const version = await versionOf(program);
    if (version === lock.version) return program;
    if (version) seen.push(`${program} is ${version}`);
  }
  try {
    return await compilerFromNuget(lock);
  } catch (error) {
    const wanted = [`Bicep ${lock.version} is needed`, ...seen].join('; ');
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`${wanted}. ${reason} Get it by: az bicep install --version v${lock.version}`);
  }
}

async function versionOf(program: string): Promise<string | undefined> {
  const { stdout } = await run(program, ['--version']);
  return /\d+\.\d+\.\d+/.exec(stdout)?.[0];
}
