import { randomBytes } from 'node:crypto';
import { readSources } from '../../src/intake/sources/read-sources.ts';
import type { RunningAzure } from '../azure/start-azure.ts';

/**
 * Puts a secret into the emulated vault for each source that has one, but for `default`, which has one already.
 *
 * @param sources - as in `WEBHOOK_SOURCES`.
 * @returns the secrets by the names of variables: that of `spam-filter` is `SPAM_FILTER_SECRET`.
 * @throws when the sources cannot be read.
 */
export function keepSourceSecrets(
  sources: string | undefined,
  { vault }: Pick<RunningAzure, 'vault'>,
): Record<string, string> {
  const read = readSources(sources);
  if ('faults' in read) throw new Error(read.faults.map((fault) => `WEBHOOK_SOURCES${fault}`).join('\n'));
  const secrets: Record<string, string> = {};
  for (const { name, secret, signature } of read.entries.values()) {
    if (!secret || vault.names().includes(secret)) continue;
    const bytes = randomBytes(32);
    const isWebhooks = signature.scheme === 'standard-webhooks';
    const value = isWebhooks ? `whsec_${bytes.toString('base64')}` : bytes.toString('hex');
    vault.setSecret(secret, value);
    secrets[secretVariable(name)] = value;
  }
  return secrets;
}

/** The variable for a source's secret. */
export function secretVariable(source: string): string {
  return `${source.toUpperCase().replaceAll('-', '_')}_SECRET`;
}
