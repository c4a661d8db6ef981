import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bundledPackages } from '../../../local/packaging/bundled-packages.ts';
import { describeWeight } from '../../../local/packaging/describe-weight.ts';
import { thirdPartyNotices } from '../../../local/packaging/third-party-notices.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chat-bouncer-notices-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** A metafile as far as it is read: what went into which output, and what each imports. */
function metafile(
  outputs: Record<
    string,
    { bytes?: number; inputs?: Record<string, number>; imports?: [path: string, kind: string][] }
  >,
): Metafile {
  const entries = Object.entries(outputs).map(([file, { bytes = 0, inputs = {}, imports = [] }]) => [
    file,
    {
      bytes,
      inputs: Object.fromEntries(Object.entries(inputs).map(([path, of]) => [path, { bytesInOutput: of }])),
      imports: imports.map(([path, kind]) => ({ path, kind })),
    },
  ]);
  return { inputs: {}, outputs: Object.fromEntries(entries) };
}
const listed = (file: Metafile) =>
  bundledPackages(file).then((all) => all.map(({ name, bytes }) => [name, bytes]));

describe('the packages in a bundle', () => {
  it('are those that code of is in it, each with its weight in all files together', async () => {
    const found = await listed(
      metafile({
        'main.js': {
          inputs: { 'src/a.ts': 5, 'node_modules/zod/index.js': 10, 'node_modules/fflate/x.js': 0 },
        },
        'chunk.js': {
          inputs: { 'node_modules/zod/other/index.js': 7, 'node_modules/@azure/core-auth/a.js': 3 },
        },
      }),
    );
    expect(found).toEqual([
      ['@azure/core-auth', 3],
      ['zod', 17],
    ]);
  });

  it('tell their version and licence', async () => {
    const [zod] = await bundledPackages(metafile({ 'main.js': { inputs: { 'node_modules/zod/i.js': 1 } } }));
    expect(zod).toMatchObject({ name: 'zod', version: expect.stringMatching(/^\d+\./), license: 'MIT' });
  });
});

describe('the notices', () => {
  const described = { name: 'a-package', version: '1.2.3', license: 'MIT', bytes: 1 };

  it('hold every licence text whole, with name and version', async () => {
    await writeFile(join(folder, 'LICENSE.md'), 'Permission is\r\nhereby granted\n');
    await writeFile(join(folder, 'NOTICE'), 'By somebody');
    await writeFile(join(folder, 'license-checker.js'), 'code');
    const text = await thirdPartyNotices([{ ...described, folder }]);
    expect(text).toContain('a-package 1.2.3 (MIT)');
    expect(text).toContain('Permission is\nhereby granted');
    expect(text).toContain('By somebody');
  });

  it('cannot be made for a package without its licence', async () => {
    await expect(thirdPartyNotices([{ ...described, folder }])).rejects.toThrow(
      /a-package 1\.2\.3 .* without/,
    );
  });
});

describe('the weight of a bundle', () => {
  const file = metafile({
    'out/main.js': {
      bytes: 3_000,
      imports: [
        ['out/shared.js', 'import-statement'],
        ['out/late.js', 'dynamic-import'],
        ['@azure/functions-core', 'require-call'],
      ],
    },
    'out/shared.js': { bytes: 2_000, imports: [['out/main.js', 'import-statement']] },
    'out/late.js': { bytes: 10_000, imports: [['out/shared.js', 'import-statement']] },
  });
  const packages = Array.from({ length: 14 }, (_, at) => ({
    ...{ name: `package-${at}`, version: '1.0.0', license: 'MIT', folder: '/' },
    bytes: (at + 1) * 100,
  }));

  it('counts as loaded at start what is imported outright, once', () => {
    const lines = describeWeight(file, packages, 'out/main.js');
    expect(lines.find((line) => line.includes('in all'))).toMatch(/15\.0 kB$/);
    expect(lines.find((line) => line.includes('loaded at start'))).toMatch(/5\.0 kB$/);
  });

  it('names the heaviest, and sums up the rest and our own code', () => {
    const lines = describeWeight(file, packages, 'out/main.js').map((line) =>
      line.trim().replaceAll(/ +/g, ' '),
    );
    expect(lines[3]).toBe('package-13 1.0.0 1.4 kB');
    expect(lines.at(-2)).toBe('2 more packages 0.3 kB');
    expect(lines.at(-1)).toBe('our own code 4.5 kB');
  });
});
