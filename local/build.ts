import { parseArgs } from 'node:util';
import { buildApp } from './build-app.ts';

const { values } = parseArgs({ options: { 'source-maps': { type: 'boolean' }, help: { type: 'boolean' } } });

if (values.help) {
  process.stdout.write('npm run build [-- --source-maps]   makes dist/, with source maps if asked to\n');
} else {
  const out = await buildApp(undefined, { sourceMaps: values['source-maps'] ?? false });
  process.stdout.write(`Built ${out}\n`);
}
