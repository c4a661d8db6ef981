import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BundledPackage } from './bundled-packages.ts';

/** Files in which packages keep what has to go along with a copy of them. */
const licenceFile = /^(licen[cs]e|copying|notice)([.-](md|txt|mit|bsd|apache.*))?$/i;

/** Looked into: these name their licence in package.json alone. */
const namedOnly: Readonly<Record<string, string>> = {
  '@nodable/entities': 'Amit Gupta; its package.json names the MIT licence, and no text of it comes along.',
};

const rule = '-'.repeat(80);

/**
 * The licences of what is bundled, each whole, because nearly every one asks for that.
 *
 * @throws when a package has no licence text: somebody then has to look into it.
 */
export async function thirdPartyNotices(packages: readonly BundledPackage[]): Promise<string> {
  const sections = await Promise.all(
    packages.map(async ({ name, version, license, folder }) => {
      const found = await licenceTexts(folder);
      const texts = found.length > 0 ? found : (namedOnly[name]?.split('\n') ?? []);
      if (texts.length === 0) throw new Error(`${name} ${version} (${license}) comes without its licence.`);
      return `${rule}\n${name} ${version} (${license})\n${rule}\n\n${texts.join('\n\n')}\n`;
    }),
  );
  return ['chat-bouncer holds code of the packages below.\n', ...sections].join('\n');
}

async function licenceTexts(folder: string): Promise<string[]> {
  const files = (await readdir(folder)).filter((name) => licenceFile.test(name)).sort();
  const texts = await Promise.all(files.map((name) => readFile(join(folder, name), 'utf8')));
  return texts.map((text) => text.replaceAll('\r\n', '\n').trim());
}
