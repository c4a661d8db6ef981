import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';
import { projectFolder } from './bundle.ts';

/** One package that is in the bundle, in one version. */
export interface BundledPackage {
  readonly name: string;
  readonly version: string;
  /** As its package.json names it (SPDX). */
  readonly license: string;
  /** Its folder. */
  readonly folder: string;
  /** What it weighs in the bundle. */
  readonly bytes: number;
}

/** The last `node_modules` in a path counts: packages may hold packages of their own. */
const ofPackage = /^(.*node_modules\/((?:@[^/]+\/)?[^/]+))\//;

/** The packages that a bundle holds code of, by name. */
export async function bundledPackages(metafile: Metafile): Promise<BundledPackage[]> {
  const weights = new Map<string, number>();
  for (const { inputs } of Object.values(metafile.outputs)) {
    for (const [path, { bytesInOutput }] of Object.entries(inputs)) {
      const folder = ofPackage.exec(path)?.[1];
      if (folder && bytesInOutput > 0) weights.set(folder, (weights.get(folder) ?? 0) + bytesInOutput);
    }
  }
  const packages = await Promise.all([...weights].map(([folder, bytes]) => describe(folder, bytes)));
  return packages.sort((a, b) => compare(`${a.name}@${a.version}`, `${b.name}@${b.version}`));
}

async function describe(path: string, bytes: number): Promise<BundledPackage> {
  const folder = join(projectFolder, path);
  const { name, version, license } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  return { name, version, license: String(license ?? 'see below'), folder, bytes };
}

/** The same order whatever the machine's language. */
const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
