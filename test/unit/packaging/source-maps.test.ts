import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { bundle } from '../../../local/packaging/bundle.ts';

let out: string;
beforeEach(async () => {
  out = await mkdtemp(join(tmpdir(), 'chat-bouncer-maps-'));
});
afterEach(() => rm(out, { recursive: true, force: true }));

const entry = 'bench/empty/main.ts';
const code = async () =>
  (await readFile(join(out, 'main.js'), 'utf8')).replace(/\n\/\/# sourceMappingURL=.*\n?$/, '');

it('source maps come only when asked for, and the code is the same with them', async () => {
  await bundle({ entry, out });
  expect(await readdir(out)).toEqual(['main.js']);
  const without = await code();
  await bundle({ entry, out, sourceMaps: true });
  expect(await readdir(out)).toEqual(['main.js', 'main.js.map']);
  expect((await code()).trim()).toBe(without.trim());
});
