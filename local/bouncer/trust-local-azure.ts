import { readFile } from 'node:fs/promises';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { NAMES_URL } from '../azure/app-settings.ts';

/** Has this process find the emulated Azure under its names, and trust its certificate beside those it trusts anyway. */
export async function trustLocalAzure(caFile: string): Promise<void> {
  setDefaultCACertificates([...getCACertificates('default'), await readFile(caFile, 'utf8')]);
  await import(NAMES_URL);
}
