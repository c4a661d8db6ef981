import { createHash, createPrivateKey, X509Certificate } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { HOST_NAMES } from './host-names.ts';

const DAY = 24 * 60 * 60 * 1000;
const repository = fileURLToPath(new URL('../../', import.meta.url));

export interface Certificates {
  /** Absolute path of the CA, for `NODE_EXTRA_CA_CERTS`. */
  readonly caFile: string;
  /** PEM. */
  readonly key: string;
  /** PEM. */
  readonly cert: string;
}

/**
 * The local CA and the one certificate it ever signed: made on first run, reused while both are valid for
 * another day. A folder `tls-1`, `tls-2`, … is only ever created whole (by rename) and never changed, so
 * however many processes start at once, all end with the same one. The CA's own key is thrown away.
 *
 * @param folder where they live; `<repository>/.local` if absent
 * @throws when the folder cannot be written
 */
export async function ensureCertificates(folder: string = join(repository, '.local')): Promise<Certificates> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  for (let attempt = 0; attempt < 20; attempt++) {
    const newest = await newestGeneration(folder);
    const found = newest && (await readValid(join(folder, `tls-${newest}`)));
    if (found) return found;
    await publish(folder, `tls-${newest + 1}`);
  }
  throw new Error(`No certificate could be made in ${folder}`);
}

async function newestGeneration(folder: string): Promise<number> {
  const generations = (await readdir(folder)).map((name) => Number(/^tls-(\d+)$/.exec(name)?.[1] ?? 0));
  return Math.max(0, ...generations);
}

async function readValid(folder: string): Promise<Certificates | undefined> {
  try {
    const caFile = join(folder, 'ca.pem');
    const [caPem, cert, key] = await Promise.all(
      [caFile, join(folder, 'certificate.pem'), join(folder, 'key.pem')].map((file) =>
        readFile(file, 'utf8'),
      ),
    );
    if (!caPem || !cert || !key) return undefined;
    const ca = new X509Certificate(caPem);
    const leaf = new X509Certificate(cert);
    const sound = [ca, leaf].every((one) => Date.parse(one.validTo) > Date.now() + DAY);
    const ours = leaf.verify(ca.publicKey) && leaf.checkPrivateKey(createPrivateKey(key));
    const named = HOST_NAMES.every((name) => leaf.checkHost(name)) && leaf.checkIP('127.0.0.1');
    return sound && ours && named ? { caFile, key, cert } : undefined;
  } catch {
    return undefined; // missing, half deleted or not a certificate: the next generation replaces it
  }
}

async function publish(folder: string, name: string): Promise<void> {
  // Loaded late: its libraries take a while, and most starts find a certificate.
  const { makeCertificates } = await import('./make-certificates.ts');
  const made = await makeCertificates();
  const draft = await mkdtemp(join(folder, 'tls-draft-'));
  try {
    for (const [file, content] of Object.entries(made))
      await writeFile(join(draft, file), content, { mode: 0o600 });
    await rename(draft, join(folder, name));
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    // Another process was first (ENOTEMPTY or EEXIST; Windows says EPERM or EACCES): theirs will be read.
    if (!/^(ENOTEMPTY|EEXIST|EPERM|EACCES)$/.test((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
}

/** A key for the emulated token issuer: the same wherever the same certificate is served. */
export const issuerKey = (certificates: Certificates): Buffer =>
  createHash('sha256').update(`issuer\n${certificates.key}`).digest();
