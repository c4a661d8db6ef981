import { execFile } from 'node:child_process';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { useAzure } from './start.ts';

const given = useAzure();
const names = new URL('../../../local/azure/names.mjs', import.meta.url);
const PROGRAM = `
  const said = await fetch(process.argv[1]).then((answer) => answer.status, (error) => error.cause?.code);
  process.stdout.write(String(said));`;

/** What a process of its own hears from the emulated Key Vault: a status, or the code of the error. */
async function hears(settings: Record<string, string | undefined>): Promise<string> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--input-type=module', '-e', PROGRAM, `${given.azure.vaultUrl}/secrets/x`],
    { env: { ...process.env, NODE_OPTIONS: '', NODE_EXTRA_CA_CERTS: '', ...settings } },
  );
  return stdout;
}

describe('a process', () => {
  test('with the settings reaches the emulator', async () => {
    expect(await hears(given.azure.appSettings())).toBe('401');
  });

  test('without the CA does not trust it', async () => {
    const { NODE_OPTIONS } = given.azure.appSettings();
    expect(await hears({ NODE_OPTIONS })).toMatch(/^(UNABLE_TO_|SELF_SIGNED_|ERR_TLS|DEPTH_)/);
  });

  test('without the names does not find it', async () => {
    const { NODE_EXTRA_CA_CERTS } = given.azure.appSettings();
    expect(await hears({ NODE_EXTRA_CA_CERTS })).toMatch(/^(E[A-Z_]+|UND_ERR_\w+)$/);
  });
});

describe('from a folder with a space and odd characters in its name', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "it's a 50% folder #1 "));
    await cp(names, join(folder, 'names.mjs'));
    await cp(given.azure.caFile, join(folder, 'ca.pem'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test('the settings work unquoted', async () => {
    const NODE_OPTIONS = `--import=${pathToFileURL(join(folder, 'names.mjs')).href}`;
    expect(await hears({ NODE_OPTIONS, NODE_EXTRA_CA_CERTS: join(folder, 'ca.pem') })).toBe('401');
  });
});
