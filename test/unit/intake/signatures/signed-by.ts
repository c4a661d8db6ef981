import { createHmac, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';

/** A new symmetric key, as Standard Webhooks writes it. */
export const newSecret = (bytes = 32) => `whsec_${randomBytes(bytes).toString('base64')}`;

/** A new pair of keys: the public one as Standard Webhooks writes it, and the one that signs. */
export function newPair(): { publicKey: string; privateKey: KeyObject } {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const raw = Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url');
  return { publicKey: `whpk_${raw.toString('base64')}`, privateKey };
}

/** What is signed of a delivery. */
export interface Signable {
  readonly id: string;
  /** As it stands in the header. */
  readonly timestamp: string;
  readonly body: Uint8Array;
}

const content = ({ id, timestamp, body }: Signable) =>
  Buffer.concat([Buffer.from(`${id}.${timestamp}.`), body]);

/** A `v1` signature, written here a second time so that no mistake is made twice. */
export function v1(secret: string, delivery: Signable): string {
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
  return `v1,${createHmac('sha256', key).update(content(delivery)).digest('base64')}`;
}

/** A `v1a` signature. */
export function v1a(privateKey: KeyObject, delivery: Signable): string {
  return `v1a,${sign(null, content(delivery), privateKey).toString('base64')}`;
}

/** The three headers of a delivery. */
export function webhookHeaders(
  { id, timestamp }: Pick<Signable, 'id' | 'timestamp'>,
  signature: string,
  family = 'webhook',
): Headers {
  return new Headers({
    [`${family}-id`]: id,
    [`${family}-timestamp`]: timestamp,
    [`${family}-signature`]: signature,
  });
}
