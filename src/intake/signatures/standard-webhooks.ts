import { createHmac, verify as verifySignature } from 'node:crypto';
import { sameText } from './same-text.ts';
import type { SignatureScheme, SignedDelivery, Verdict } from './scheme.ts';
import { readKey, type WebhookKey } from './webhook-key.ts';

/** How old or early an attempt may be, in seconds: the specification leaves it open, every library takes this. */
const toleranceSeconds = 300;

/** A sender that rotates keys lists two or three. Each one costs a comparison with every key. */
const maxSignatures = 32;

/** No dot: it would let `id.timestamp.body` be cut in another place, and one signature be good for two deliveries. */
const idGrammar = /^[A-Za-z0-9_-]{1,256}$/;

/** Whole seconds and nothing else: a parser that stops at the first odd character takes what was never signed. */
const timestampGrammar = /^(?:0|[1-9]\d{0,11})$/;

const [ofHmac, ofEd25519] = ['v1', 'v1a'] as const;

/**
 * Standard Webhooks 1.0.0, symmetric (`v1`) and asymmetric (`v1a`); with the headers of Svix, which signs alike.
 * https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export const standardWebhooks: SignatureScheme = {
  trustsHeaders: false,
  isKey: (text) => readKey(text) !== undefined,

  verify({ headers, body }, keys, now) {
    const { id, timestamp, signatures } = read(headers);
    if (!signatures) return 'unsigned';
    const listed = signatures.split(' ').filter(Boolean);
    if (!idGrammar.test(id) || !timestampGrammar.test(timestamp)) return 'malformed';
    if (listed.length === 0 || listed.length > maxSignatures) return 'malformed';
    if (Math.abs(Math.floor(now / 1_000) - Number(timestamp)) > toleranceSeconds) return 'stale';
    const content = Buffer.concat([Buffer.from(`${id}.${timestamp}.`), body]);
    return matches(content, listed, keys.map(readKey));
  },

  deliveryId: (headers) => read(headers).id || undefined,
};

/** The three headers, all of one family: what was signed is the id of the family that the signature is of. */
function read(headers: SignedDelivery['headers']): { id: string; timestamp: string; signatures: string } {
  const family = headers.get('webhook-signature') === null ? 'svix' : 'webhook';
  const member = (name: string) => headers.get(`${family}-${name}`) ?? '';
  return { id: member('id'), timestamp: member('timestamp'), signatures: member('signature') };
}

/** Versions that are not known here are left out, as the specification asks. */
function matches(
  content: Buffer,
  listed: readonly string[],
  keys: readonly (WebhookKey | undefined)[],
): Verdict {
  const given = (version: string) =>
    listed.filter((each) => each.startsWith(`${version},`)).map((each) => each.slice(version.length + 1));
  const fits = keys.some((key) => {
    if (!key) return false;
    if (key.kind === 'ed25519') return given(ofEd25519).some((text) => isSignedBy(key, content, text));
    const right = createHmac('sha256', key.secret).update(content).digest('base64');
    return given(ofHmac).some((text) => sameText(right, text));
  });
  return fits ? 'ok' : 'mismatch';
}

function isSignedBy(
  { publicKey }: Extract<WebhookKey, { kind: 'ed25519' }>,
  content: Buffer,
  text: string,
): boolean {
  const signature = Buffer.from(text, 'base64');
  // Node ignores what is not base64; only one text may stand for a signature.
  return signature.toString('base64') === text && verifySignature(null, content, publicKey, signature);
}
