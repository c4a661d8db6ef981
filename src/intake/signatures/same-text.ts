import { createHash, timingSafeEqual } from 'node:crypto';

/**
 * Compares two texts in a time that tells nothing of either, not even its length: their hashes are what is compared.
 * https://nodejs.org/api/crypto.html#cryptotimingsafeequala-b
 */
export function sameText(one: string, other: string): boolean {
  const [a, b] = [one, other].map((text) => createHash('sha256').update(text).digest());
  return a !== undefined && b !== undefined && timingSafeEqual(a, b);
}
