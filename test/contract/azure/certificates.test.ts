import { execFile } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ensureCertificates } from '../../../local/azure/certificates.ts';
import { makeCertificates } from '../../../local/azure/make-certificates.ts';

const module = new URL('../../../local/azure/certificates.ts', import.meta.url).href;
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chat-bouncer certificates '));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const mode = async (path: string) => ((await stat(path)).mode & 0o777).toString(8);

test('the certificate is good for the emulated names and loopback, and signed by the CA', async () => {
  const { caFile, cert } = await ensureCertificates(folder);
  const ca = new X509Certificate(await readFile(caFile));
  const leaf = new X509Certificate(cert);
  const names = ['local.vault.azure.net', 'local.communication.azure.com', 'local.management.azure.com'];
  for (const name of [...names, 'localhost']) {
    expect(leaf.checkHost(name)).toBe(name);
  }
  expect(leaf.checkIP('127.0.0.1')).toBe('127.0.0.1');
  expect(leaf.checkHost('vault.azure.net')).toBeUndefined();
  expect(leaf.verify(ca.publicKey)).toBe(true);
  expect([ca.ca, leaf.ca]).toEqual([true, false]);
  expect(ca.publicKey.asymmetricKeyType).toBe('ec');
});

test('a second start uses what the first made', async () => {
  const first = await ensureCertificates(folder);
  expect(await ensureCertificates(folder)).toEqual(first);
  expect(await readdir(folder)).toEqual(['tls-1']);
});

test('the key that could sign more certificates is not kept', async () => {
  const { key } = await ensureCertificates(folder);
  const files = await readdir(join(folder, 'tls-1'));
  expect(files.sort()).toEqual(['ca.pem', 'certificate.pem', 'key.pem']);
  const ca = new X509Certificate(await readFile(join(folder, 'tls-1', 'ca.pem')));
  const { createPrivateKey } = await import('node:crypto');
  expect(ca.checkPrivateKey(createPrivateKey(key))).toBe(false);
});

test('nobody else can read the key, where the system knows modes', async () => {
  const inside = join(folder, 'made', 'deep');
  await ensureCertificates(inside);
  const seen = [
    await mode(inside),
    await mode(join(inside, 'tls-1')),
    await mode(join(inside, 'tls-1', 'key.pem')),
  ];
  expect(seen).toEqual(process.platform === 'win32' ? seen : ['700', '700', '600']);
});

test('processes that start at once, on an empty folder, all end with one CA', async () => {
  const code = `import { ensureCertificates } from ${JSON.stringify(module)};
    const made = await ensureCertificates(process.argv[1]);
    process.stdout.write(JSON.stringify(made));`;
  const runs = Array.from({ length: 4 }, () =>
    promisify(execFile)(process.execPath, ['--input-type=module', '-e', code, folder]),
  );
  const outputs = (await Promise.all(runs)).map(({ stdout }) => stdout);
  expect(new Set(outputs).size).toBe(1);
  expect(await readdir(folder)).toEqual(['tls-1']);
});

test('calls that start at once in one process end with one CA as well', async () => {
  const all = await Promise.all(Array.from({ length: 5 }, () => ensureCertificates(folder)));
  expect(new Set(all.map((one) => JSON.stringify(one))).size).toBe(1);
});

const unusable: Array<[name: string, spoil: (tls: string) => Promise<unknown>]> = [
  ['half deleted', (tls) => rm(join(tls, 'key.pem'))],
  ['no certificate at all', (tls) => writeFile(join(tls, 'ca.pem'), 'nonsense')],
  ['empty', (tls) => writeFile(join(tls, 'key.pem'), '')],
  [
    'with another CA',
    async (tls) => writeFile(join(tls, 'ca.pem'), (await makeCertificates())['ca.pem'] ?? ''),
  ],
  [
    'about to run out',
    async (tls) => {
      for (const [file, content] of Object.entries(await makeCertificates(0.5)))
        await writeFile(join(tls, file), content);
    },
  ],
];

test.each(unusable)('a set that is %s is replaced by the next, and left alone', async (_name, spoil) => {
  const first = await ensureCertificates(folder);
  await spoil(join(folder, 'tls-1'));
  const second = await ensureCertificates(folder);
  expect(second.caFile).toBe(join(folder, 'tls-2', 'ca.pem'));
  expect(second.key).not.toBe(first.key);
  expect(await ensureCertificates(folder)).toEqual(second);
  expect((await readdir(folder)).sort()).toEqual(['tls-1', 'tls-2']);
});

test('other things in the folder are no concern of it', async () => {
  await mkdir(join(folder, 'tls-draft-old'));
  await writeFile(join(folder, 'tls-9.txt'), '');
  await chmod(folder, 0o755);
  await ensureCertificates(folder);
  expect((await readdir(folder)).sort()).toEqual(['tls-1', 'tls-9.txt', 'tls-draft-old']);
});

test('a folder that cannot be made is an error, not a loop', async () => {
  await writeFile(join(folder, 'file'), '');
  await expect(ensureCertificates(join(folder, 'file'))).rejects.toThrow();
});
