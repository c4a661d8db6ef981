import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { assembleApp } from './packaging/assemble-app.ts';
import { projectFolder } from './packaging/bundle.ts';
import { bundledPackages } from './packaging/bundled-packages.ts';
import { describeWeight } from './packaging/describe-weight.ts';
import { requireOwnFolder } from './packaging/require-own-folder.ts';
import { zipFolder } from './packaging/zip-folder.ts';

const help = `npm run package [-- --app FOLDER --zip FILE]

Builds the app anew into FOLDER (dist) and zips that folder into FILE (chat-bouncer.zip), as Azure takes it. The same sources
give the same bytes. Says what is in it by weight; azd makes its own zip of the same folder.
`;

const text = { type: 'string' } as const;
const { values } = parseArgs({ options: { app: text, zip: text, help: { type: 'boolean' } } });

if (values.help) process.stdout.write(help);
else
  await makePackage(values.app, values.zip ?? join(projectFolder, 'chat-bouncer.zip')).catch(
    (error: Error) => {
      process.stderr.write(`${error.message}\n`);
      process.exitCode = 1;
    },
  );

async function makePackage(chosen: string | undefined, file: string): Promise<void> {
  if (chosen !== undefined) await requireOwnFolder(chosen);
  const out = chosen ?? join(projectFolder, 'dist');
  const metafile = await assembleApp({ entry: 'functions/main.ts', out });
  const zip = await zipFolder(out);
  await writeFile(file, zip);
  const entry = relative(projectFolder, join(out, 'main.js')).replaceAll('\\', '/');
  const lines = [
    `${file}  ${(zip.length / 1_000).toFixed(1)} kB  sha256 ${createHash('sha256').update(zip).digest('hex')}`,
    '',
    'JavaScript in it, before compression:',
    ...describeWeight(metafile, await bundledPackages(metafile), entry),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}
