import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseAzdEnv } from './parse-azd-env.ts';

/** Settings and outputs of an azd environment, by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * What azd hands to its hooks. By hand (`npm run provision`) it is not in the environment, so it is read from where
 * azd keeps it: https://learn.microsoft.com/azure/developer/azure-developer-cli/manage-environment-variables
 *
 * @param own - the process's own environment. What azd keeps comes first, as with azd: whoever has exported it once would
 *   else go on with what was set then.
 * @param project - the folder with `azure.yaml`.
 */
export async function azdEnvironment(own: Environment, project: string): Promise<Environment> {
  const folder = join(project, '.azure');
  const name = own.AZURE_ENV_NAME ?? (await defaultName(folder));
  if (!name) return own;
  const kept = await readFile(join(folder, name, '.env'), 'utf8').catch(() => '');
  return { ...own, ...parseAzdEnv(kept) };
}

/** The environment that `azd env select` has chosen. */
async function defaultName(folder: string): Promise<string | undefined> {
  try {
    const { defaultEnvironment } = JSON.parse(await readFile(join(folder, 'config.json'), 'utf8'));
    return typeof defaultEnvironment === 'string' ? defaultEnvironment : undefined;
  } catch {
    return undefined;
  }
}
