import type { Signature } from '../sources/signature.ts';
import { sameText } from './same-text.ts';
import type { SignatureScheme } from './scheme.ts';
import { isStrongSecret } from './strong-secret.ts';

/** A secret that the sender puts into a header, for those that sign nothing, such as Event Grid. */
export function sharedHeader({
  header,
  prefix = '',
}: Extract<Signature, { scheme: 'header' }>): SignatureScheme {
  return {
    trustsHeaders: true,
    isKey: isStrongSecret,
    verify({ headers }, keys) {
      const given = headers.get(header);
      if (!given) return 'unsigned';
      const fits = keys.filter(isStrongSecret).some((key) => sameText(prefix + key, given));
      return fits ? 'ok' : 'mismatch';
    },
    deliveryId: (headers) => headers.get('webhook-id') ?? undefined,
  };
}
