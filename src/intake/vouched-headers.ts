import { HttpProblem } from '../http/http-problem.ts';
import type { SignatureScheme } from './signatures/scheme.ts';

/**
 * The headers of a delivery as far as its sender vouches for them. Where the body alone is signed, whoever has seen a
 * delivery could send it again under another name: so no id of it counts but the one that was signed (as `webhook-id`),
 * and a CloudEvent whose attributes are headers is refused.
 *
 * @throws HttpProblem `unsupported-media-type`
 */
export function vouchedHeaders(
  headers: Headers,
  scheme: Pick<SignatureScheme, 'trustsHeaders'>,
  deliveryId: string | undefined,
): Headers {
  if (scheme.trustsHeaders) return headers;
  const structured = /^\s*application\/cloudevents/i.test(headers.get('content-type') ?? '');
  if (!structured && headers.has('ce-specversion')) {
    throw new HttpProblem('unsupported-media-type', {
      detail:
        'The signature does not cover the headers, which hold the attributes of a CloudEvent in binary mode. ' +
        'Send it structured: Content-Type: application/cloudevents+json.',
    });
  }
  return new Headers({
    'content-type': headers.get('content-type') ?? '',
    ...(deliveryId !== undefined && { 'webhook-id': deliveryId }),
  });
}
