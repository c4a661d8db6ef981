import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Environment } from './choices.ts';
import { run } from './run.ts';

// Made up, so that names that are derived from them are the same on every machine.
const where = {
  '--subscription-id': '00000000-0000-4000-8000-000000000000',
  '--tenant-id': '22222222-2222-4222-8222-222222222222',
  '--location': 'westeurope',
  '--deployment-name': 'chat-bouncer',
};

/**
 * Evaluates the template, by the parameter file that azd uses too, without Azure.
 * @param folder has the parameter file and the compiled template.
 * @returns the text of the snapshot: the resources that would be made.
 * @throws Error with the template's or the compiler's refusal.
 */
export async function snapshot(bicep: string, folder: string, environment: Environment): Promise<string> {
  const parameters = join(folder, 'main.bicepparam');
  const read = (await readFile(parameters, 'utf8')).matchAll(/readEnvironmentVariable\('(\w+)'/g);
  const ours = new Set(Array.from(read, ([, name]) => name));
  const others = Object.entries(process.env).filter(([name]) => !ours.has(name));
  const { code, stdout, stderr } = await run(
    bicep,
    ['snapshot', parameters, '--mode', 'overwrite', ...Object.entries(where).flat()],
    { ...Object.fromEntries(others), ...environment },
  );
  if (code !== 0 || stderr !== '') throw new Error(`${stdout}${stderr}`.trim());
  const { predictedResources, outputs } = JSON.parse(
    await readFile(join(folder, 'main.snapshot.json'), 'utf8'),
  );
  return `${JSON.stringify({ predictedResources, outputs: sorted(outputs) }, null, 2)}\n`;
}

// The compiler writes outputs in another order each time.
const sorted = (outputs: object) =>
  Object.fromEntries(Object.entries(outputs).sort(([a], [b]) => (a < b ? -1 : 1)));
