import { createHash, createHmac } from 'node:crypto';
import { signDelivery } from '../send/sign-event.ts';

/** How a delivery proves who sends it. */
export type Signing =
  | { readonly scheme: 'standard-webhooks'; readonly keys: readonly Buffer[] }
  | {
      readonly scheme: 'hmac';
      readonly key: string;
      readonly header: string;
      readonly encoding: 'hex' | 'base64';
      readonly prefix: string;
    }
  | { readonly scheme: 'header'; readonly key: string; readonly header: string; readonly prefix: string }
  | { readonly scheme: 'none' };

type Headers = Readonly<Record<string, string>>;

type Signers = {
  readonly [S in Signing['scheme']]: (
    signing: Extract<Signing, { scheme: S }>,
    body: Uint8Array,
    id: string,
    now: number,
  ) => Headers;
};

const signers: Signers = {
  'standard-webhooks': ({ keys }, body, id, now) => signDelivery(keys, body, id, now),
  hmac: ({ key, header, encoding, prefix }, body) => ({
    [header]: prefix + createHmac('sha256', key).update(body).digest(encoding),
  }),
  header: ({ key, header, prefix }) => ({ [header]: prefix + key }),
  none: () => ({}),
};

/**
 * The headers that sign one attempt at a delivery: the id stays the same when it is repeated, the time does not.
 *
 * @param now - milliseconds since 1970.
 */
export function signEvent(signing: Signing, body: Uint8Array, id: string, now: number): Headers {
  const sign = signers[signing.scheme] as (...delivery: [Signing, Uint8Array, string, number]) => Headers;
  return { 'webhook-id': id, ...sign(signing, body, id, now) };
}

/** A dot would let `id.timestamp.body` be cut in another place, so ids that may be signed hold none. */
const signable = /^[A-Za-z0-9_-]{1,256}$/;

/** What a delivery is called: by the event's own id if that may be signed, else by a name made from what it holds. */
export function deliveryId(eventId: string | undefined, body: Uint8Array): string {
  if (eventId && signable.test(eventId)) return eventId;
  const digest = createHash('sha256').update(eventId ?? body);
  return `msg_${digest.digest('base64url').slice(0, 27)}`;
}
