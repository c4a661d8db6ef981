import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { zipFolder } from '../../../local/packaging/zip-folder.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chat-bouncer zip '));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function put(name: string, content: string, when = new Date()): Promise<void> {
  const path = join(folder, name);
  await mkdir(join(path, '..'), { recursive: true });
  await writeFile(path, content);
  await utimes(path, when, when);
}

describe('a zipped folder', () => {
  it('holds every file under its path, and nothing else', async () => {
    await put('main.js', 'one');
    await put('chunks/deep/b.js', 'two');
    const unzipped = Object.entries(unzipSync(await zipFolder(folder)));
    expect(unzipped.map(([name, bytes]) => [name, strFromU8(bytes)])).toEqual([
      ['chunks/deep/b.js', 'two'],
      ['main.js', 'one'],
    ]);
  });

  it('has the same bytes whenever and in whatever order its files were written', async () => {
    await put('a.js', 'one', new Date('2020-01-01T00:00:00Z'));
    await put('b/c.js', 'two', new Date('2021-06-01T12:00:00Z'));
    const first = await zipFolder(folder);
    await rm(folder, { recursive: true });
    await mkdir(folder);
    await put('b/c.js', 'two');
    await put('a.js', 'one');
    expect(Buffer.compare(await zipFolder(folder), first)).toBe(0);
  });

  it('has other bytes when a file has', async () => {
    await put('a.js', 'one');
    const first = await zipFolder(folder);
    await put('a.js', 'two');
    expect(Buffer.compare(await zipFolder(folder), first)).not.toBe(0);
  });
});
