import { buildApp } from './build-app.ts';

const out = await buildApp();
process.stdout.write(`Built ${out}\n`);
