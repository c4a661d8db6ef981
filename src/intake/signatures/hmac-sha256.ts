import { createHmac } from 'node:crypto';
import type { Signature } from '../sources/signature.ts';
import { sameText } from './same-text.ts';
import type { SignatureScheme } from './scheme.ts';
import { isStrongSecret } from './strong-secret.ts';

/**
 * HMAC-SHA256 over the body in a header, as many vendors have it. It signs neither a time nor an id: whoever has seen a
 * delivery can repeat it, so only what the body itself says is to be believed.
 */
export function hmacSha256({
  header,
  encoding,
  prefix = '',
}: Extract<Signature, { scheme: 'hmac-sha256' }>): SignatureScheme {
  return {
    trustsHeaders: false,
    isKey: isStrongSecret,
    verify({ headers, body }, keys) {
      const given = headers.get(header);
      if (!given) return 'unsigned';
      if (!given.startsWith(prefix)) return 'malformed';
      const text = given.slice(prefix.length);
      const fits = keys.filter(isStrongSecret).some((key) => {
        const right = createHmac('sha256', key).update(body).digest(encoding);
        // .NET writes hex in capitals: https://learn.microsoft.com/dotnet/api/system.convert.tohexstring
        return sameText(right, text) || (encoding === 'hex' && sameText(right.toUpperCase(), text));
      });
      return fits ? 'ok' : 'mismatch';
    },
    deliveryId: () => undefined,
  };
}
