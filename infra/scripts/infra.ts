import { parseArgs } from 'node:util';
import { findCompiler } from './find-compiler.ts';
import { produce } from './produce.ts';
import { settle } from './settle.ts';

const help = `npm run infra [-- --check]

Formats and lints infra/*.bicep, compiles it to infra/main.json, and writes to infra/snapshots/
what Azure would be asked for by each choice in infra/scripts/choices.ts. Needs no Azure and no sign-in.

  --check   change nothing; end with 1 and one line a file if something is not as it would be written
  --help    this
`;

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { check: { type: 'boolean' }, help: { type: 'boolean' } } });
  if (values.help) {
    process.stdout.write(help);
    return 0;
  }
  const write = !values.check;
  const differences = await settle(await produce(await findCompiler()), { write });
  for (const { path, is } of differences) {
    process.stdout.write(write ? `infra/${path} was ${is}\n` : `infra/${path} is ${is}: npm run infra\n`);
  }
  if (differences.length === 0) process.stdout.write('infra/ is as it should be\n');
  return write || differences.length === 0 ? 0 : 1;
}

try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
