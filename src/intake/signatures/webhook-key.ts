import { createPublicKey, type KeyObject } from 'node:crypto';

/** A key that verifies Standard Webhooks. */
export type WebhookKey =
  | { readonly kind: 'hmac'; readonly secret: Buffer }
  | { readonly kind: 'ed25519'; readonly publicKey: KeyObject };

/** The specification asks for 24 to 64 random bytes; a shorter secret can be guessed. */
const [leastBytes, mostBytes] = [24, 64];

const ed25519Bytes = 32;

/**
 * Reads a key as Standard Webhooks writes it: `whsec_` or `whpk_`, and base64.
 *
 * @returns undefined for anything else, a private key (`whsk_`) included: that stays with whoever signs.
 */
export function readKey(text: string): WebhookKey | undefined {
  const [, prefix, encoded = ''] = /^(whsec|whpk)_(.+)$/.exec(text) ?? [];
  const bytes = Buffer.from(encoded, 'base64');
  // Node skips what is not base64, and half a key would then verify.
  if (!prefix || withoutPadding(bytes.toString('base64')) !== withoutPadding(encoded)) return undefined;
  if (prefix === 'whsec') {
    const fits = bytes.length >= leastBytes && bytes.length <= mostBytes;
    return fits ? { kind: 'hmac', secret: bytes } : undefined;
  }
  if (bytes.length !== ed25519Bytes) return undefined;
  const jwk = { kty: 'OKP', crv: 'Ed25519', x: bytes.toString('base64url') };
  return { kind: 'ed25519', publicKey: createPublicKey({ key: jwk, format: 'jwk' }) };
}

const withoutPadding = (text: string) => text.replace(/=+$/, '');
