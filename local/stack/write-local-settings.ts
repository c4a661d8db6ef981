import { rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/** Beside `host.json`, where Core Tools looks for it; ignored by git. */
const usualFile = fileURLToPath(new URL('../../local.settings.json', import.meta.url));

/**
 * Writes what Azure Functions Core Tools reads an app's settings from. The file holds a secret of the emulated
 * Azure and is made anew at every start.
 *
 * @returns the path of the file.
 */
export async function writeLocalSettings(
  settings: Readonly<Record<string, string>>,
  file: string = usualFile,
): Promise<string> {
  const values = { FUNCTIONS_WORKER_RUNTIME: 'node', ...settings };
  // The mode counts only for a file that is made anew.
  await rm(file, { force: true });
  await writeFile(file, `${JSON.stringify({ IsEncrypted: false, Values: values }, null, 2)}\n`, {
    mode: 0o600,
  });
  return file;
}
