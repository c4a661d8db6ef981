import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { checkHostJson, type HostSettings } from './check-host-json.ts';
import { parseJsonc } from './parse-jsonc.ts';

const fresh = '{\n  "version": "2.0"\n}\n';

/**
 * Reads the host.json of an app. One that is missing is written, as the real host does.
 *
 * @throws for the few faults that end the real host's process instead of stopping it from running
 */
export async function readHostJson(appRoot: string): Promise<HostSettings> {
  const file = path.join(appRoot, 'host.json');
  const text = await readFile(file, 'utf8').catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    await writeFile(file, fresh);
    return fresh;
  });
  try {
    return checkHostJson(parseJsonc(text));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return { ...checkHostJson({ version: '2.0' }), problem: `host.json is not JSON: ${error.message}` };
  }
}
