import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';
import { type BundleOptions, bundle, projectFolder } from './bundle.ts';
import { bundledPackages } from './bundled-packages.ts';
import { thirdPartyNotices } from './third-party-notices.ts';

/**
 * Makes a folder that is a Functions app as it stands: `host.json`, `package.json`, the bundle with no
 * `node_modules`, and the licences of what is bundled.
 *
 * @param options - `out` is made anew.
 * @returns what went into the bundle.
 */
export async function assembleApp({ out, ...options }: BundleOptions): Promise<Metafile> {
  await rm(out, { recursive: true, force: true });
  await mkdir(out, { recursive: true });
  const metafile = await bundle({ out, ...options });
  const notices = await thirdPartyNotices(await bundledPackages(metafile));
  await writeFile(join(out, 'THIRD-PARTY-NOTICES.txt'), notices);
  for (const file of ['host.json', 'LICENSE']) await copyFile(join(projectFolder, file), join(out, file));
  await writeFile(join(out, 'package.json'), `${JSON.stringify(await appPackage(), null, 2)}\n`);
  return metafile;
}

async function appPackage(): Promise<object> {
  const { name, version, license } = JSON.parse(await readFile(join(projectFolder, 'package.json'), 'utf8'));
  return { name, version, license, private: true, type: 'module', main: 'main.js', engines: { node: '24' } };
}
