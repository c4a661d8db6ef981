import type { Signature } from '../sources/signature.ts';
import { hmacSha256 } from './hmac-sha256.ts';
import type { SignatureScheme } from './scheme.ts';
import { sharedHeader } from './shared-header.ts';
import { standardWebhooks } from './standard-webhooks.ts';
import { unsigned } from './unsigned.ts';

type Makers = {
  readonly [S in Signature['scheme']]: (options: Extract<Signature, { scheme: S }>) => SignatureScheme;
};

const makers: Makers = {
  'standard-webhooks': () => standardWebhooks,
  'hmac-sha256': hmacSha256,
  header: sharedHeader,
  none: () => unsigned,
};

/** The scheme that a source has been given. */
export function schemeOf(signature: Signature): SignatureScheme {
  return (makers[signature.scheme] as (options: Signature) => SignatureScheme)(signature);
}
