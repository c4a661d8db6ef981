import { createHmac, randomUUID } from 'node:crypto';

/** How an event is signed. */
export interface Signing {
  /** `whsec_` and base64: the key that the source has in the vault. */
  readonly key: string;
  /** The delivery's own name; it stays the same when the delivery is repeated. */
  readonly id?: string;
  /** Milliseconds since 1970: the time of this attempt. */
  readonly now?: number;
}

/** The headers that Standard Webhooks puts beside a body, for whoever sends events to the app. */
export function signEvent(
  body: string | Uint8Array,
  { key, id = `msg_${randomUUID()}`, now = Date.now() }: Signing,
): Record<'webhook-id' | 'webhook-timestamp' | 'webhook-signature', string> {
  const secret = Buffer.from(key.replace(/^whsec_/, ''), 'base64');
  return { 'webhook-id': id, ...signDelivery([secret], body, id, now) };
}

/**
 * The time and the signatures of one attempt at a delivery, one for each key.
 * https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 *
 * @param now - milliseconds since 1970.
 */
export function signDelivery(
  keys: readonly Buffer[],
  body: string | Uint8Array,
  id: string,
  now: number,
): Record<'webhook-timestamp' | 'webhook-signature', string> {
  const timestamp = `${Math.floor(now / 1_000)}`;
  const sign = (key: Buffer) =>
    createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest('base64');
  const signatures = keys.map((key) => `v1,${sign(key)}`);
  return { 'webhook-timestamp': timestamp, 'webhook-signature': signatures.join(' ') };
}
