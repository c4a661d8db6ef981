import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { runScript } from './run-script.ts';

const local = fileURLToPath(new URL('../../.local', import.meta.url));

it('npm run bench:cold measures all three apps in one run and leaves nothing behind', async () => {
  const bench = runScript('bench/cold-start.ts', ['--runs', '1']);
  expect(await bench.ended).toBe(0);
  expect(bench.output()).toMatch(/^\| load \| [\d.]+ ms \| [\d.]+ ms \| [\d.]+ ms \| [\d.]+ \| [\d.]+ \|$/m);
  expect(bench.output()).toMatch(/^\| first removal, kept ready \| {2}\| [\d.]+ ms \| [\d.]+ ms \|/m);
  expect(bench.output()).toMatch(/^\| first removal \| {2}\| [\d.]+ ms \| [\d.]+ ms \| {2}\| [\d.]+ \|$/m);
  expect((await readdir(local)).filter((name) => name === `bench-${bench.process.pid}`)).toEqual([]);
});

it('npm run bench:cold explains its option', async () => {
  const help = runScript('bench/cold-start.ts', ['--help']);
  expect(await help.ended).toBe(0);
  expect(help.output()).toContain('--runs N');
});
