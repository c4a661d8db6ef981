import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { runScript } from './run-script.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chat-bouncer-package-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const usual = ['LICENSE', 'THIRD-PARTY-NOTICES.txt', 'chunks', 'host.json', 'main.js', 'package.json'];

describe('the built folder', () => {
  it('passes the demo from an empty place, without node_modules', async () => {
    const app = join(folder, 'an app');
    await cp(inject('appRoot'), app, { recursive: true });
    expect(await readdir(folder)).toEqual(['an app']);
    const demo = runScript('local/demo.ts', ['--app', app]);
    expect(await demo.ended).toBe(0);
    expect(demo.output()).toContain('Mallory is out.');
  });

  it('holds what runs and its licences, and nothing else', async () => {
    expect((await readdir(inject('appRoot'))).sort()).toEqual(usual);
    const chunks = await readdir(join(inject('appRoot'), 'chunks'));
    expect(chunks.filter((name) => !/^[\w-]+\.js$/.test(name))).toEqual([]);
  });

  it('asks for no package, and for Node 24', async () => {
    const described = JSON.parse(await readFile(join(inject('appRoot'), 'package.json'), 'utf8'));
    expect(described).toMatchObject({ main: 'main.js', type: 'module', engines: { node: '24' } });
    expect(Object.keys(described).filter((member) => /dependencies|scripts/i.test(member))).toEqual([]);
  });

  it('names no place of the machine it was built on', async () => {
    const root = inject('appRoot').split('/.local')[0] ?? '';
    for (const name of [
      'main.js',
      ...(await readdir(join(inject('appRoot'), 'chunks'))).map((one) => `chunks/${one}`),
    ]) {
      expect((await readFile(join(inject('appRoot'), name), 'utf8')).includes(root)).toBe(false);
    }
  });
});

describe('npm run package', () => {
  it('makes the same zip each time, with just the folder in it, and says what weighs how much', async () => {
    const make = async (name: string) => {
      const zip = join(folder, `${name}.zip`);
      const run = runScript('local/package.ts', ['--app', join(folder, name), '--zip', zip]);
      expect(await run.ended).toBe(0);
      return { output: run.output(), bytes: await readFile(zip) };
    };
    const first = await make('one');
    const second = await make('another');
    expect(Buffer.compare(first.bytes, second.bytes)).toBe(0);
    const names = Object.keys(unzipSync(first.bytes));
    expect([...new Set(names.map((name) => name.split('/')[0]))].sort()).toEqual(usual);
    expect(first.output).toMatch(/one\.zip {2}\d+\.\d kB {2}sha256 [0-9a-f]{64}\n/);
    expect(first.output).toMatch(/loaded at start +\d+\.\d kB\n/);
    expect(first.output).toMatch(/@azure\/msal-node \S+ +\d+\.\d kB\n/);
  });

  it('leaves a folder alone that holds something else', async () => {
    await writeFile(join(folder, 'kept.txt'), 'kept');
    const run = runScript('local/package.ts', ['--app', folder, '--zip', join(folder, 'app.zip')]);
    expect(await run.ended).toBe(1);
    expect(run.output()).toMatch(/holds something else, which would be deleted: .*\n$/);
    expect(await readdir(folder)).toEqual(['kept.txt']);
  });

  it('explains its options', async () => {
    const help = runScript('local/package.ts', ['--help']);
    expect(await help.ended).toBe(0);
    expect(help.output()).toContain('--zip FILE');
  });
});

describe('npm run build', () => {
  it('explains its option for source maps', async () => {
    const help = runScript('local/build.ts', ['--help']);
    expect(await help.ended).toBe(0);
    expect(help.output()).toContain('--source-maps');
  });
});
