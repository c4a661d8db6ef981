import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { Incoming } from '../door/incoming.ts';

const TOLERANCE = 5 * 60 * 1000;
const AUTHORIZATION = /^HMAC-SHA256 SignedHeaders=([^&]+)&Signature=([A-Za-z0-9+/=]+)$/;

export type Verdict = { readonly key: string; readonly signature: string } | { readonly why: string };

/**
 * Checks a request signed with an access key, all of it: the date, the body's hash, the signature
 * (azure-docs, communication-services/tutorials/hmac-header-tutorial.md).
 *
 * @param keys the access keys that hold, base64
 * @param now milliseconds since 1970 by a real clock, because signers date by theirs
 * @returns the key that fits, or why none does
 */
export function verifyHmac(incoming: Incoming, keys: readonly string[], now: number = Date.now()): Verdict {
  const { headers } = incoming;
  const [, list = '', signature = ''] = AUTHORIZATION.exec(headers.authorization ?? '') ?? [];
  const signed = list.toLowerCase().split(';');
  const dateHeader = ['x-ms-date', 'date'].find((name) => signed.includes(name));
  if (!dateHeader || !signed.includes('host') || !signed.includes('x-ms-content-sha256')) {
    return { why: 'The authorization header does not sign date, host and content hash.' };
  }
  const date = Date.parse(`${headers[dateHeader] ?? ''}`);
  if (!(Math.abs(date - now) <= TOLERANCE)) return { why: 'The date is missing or too far off.' };
  const hash = createHash('sha256').update(incoming.body).digest('base64');
  if (headers['x-ms-content-sha256'] !== hash) {
    // The words were seen live: Azure/azure-rest-api-specs, issue 11767.
    return { why: "Request 'x-ms-content-sha256' differs from generated content hash." };
  }
  const values = signed.map((name) => headers[name] ?? '').join(';');
  const content = `${incoming.method}\n${incoming.url}\n${values}`;
  const given = Buffer.from(signature, 'base64');
  const key = keys.find((candidate) => {
    const right = createHmac('sha256', Buffer.from(candidate, 'base64')).update(content).digest();
    return given.length === right.length && timingSafeEqual(given, right);
  });
  return key ? { key, signature } : { why: 'HMAC-SHA256 validation failed' };
}
