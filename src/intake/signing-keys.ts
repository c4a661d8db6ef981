import { UpstreamError } from '../upstream/upstream-error.ts';
import type { SignatureScheme } from './signatures/scheme.ts';
import { schemeOf } from './signatures/schemes.ts';
import type { Sources } from './sources/read-sources.ts';

/** A secret that is cached; `replace` brings another than the one that did not fit, if there is one by now. */
export interface CachedSecret {
  get(signal: AbortSignal): Promise<string>;
  replace(refused: string, signal: AbortSignal): Promise<string>;
}

/** Several keys stand in one secret while they are rotated, with spaces between them. */
export function keysIn(secret: string): string[] {
  return secret.split(/\s+/).filter(Boolean);
}

/**
 * Makes sure that a secret holds keys of a scheme, and nothing else.
 *
 * @throws UpstreamError that names the secret.
 */
export function requireKeys(name: string, secret: string, scheme: Pick<SignatureScheme, 'isKey'>): void {
  const keys = keysIn(secret);
  if (keys.length > 0 && keys.every(scheme.isKey)) return;
  throw new UpstreamError({
    upstream: 'key-vault',
    code: 'UnusableSigningKey',
    message: `The secret ${name} holds what is no key of its source’s signature scheme.`,
    retryable: true,
    hint: 'Put the keys into it as docs/sources.md has them, with spaces between them.',
  });
}

/**
 * Makes sure that every source's keys can be had and used.
 *
 * @throws UpstreamError that names the first secret of which that is not so.
 */
export async function requireEverySourcesKeys(
  sources: Sources,
  sourceSecret: (name: string) => CachedSecret,
  signal: AbortSignal,
): Promise<void> {
  const checks = [...sources.values()].map(async ({ secret, signature }) => {
    if (secret) requireKeys(secret, await sourceSecret(secret).get(signal), schemeOf(signature));
  });
  await Promise.all(checks);
}
