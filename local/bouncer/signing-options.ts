import { wrongUsage } from './bouncer-error.ts';
import type { Given, Options } from './command.ts';
import type { Desk } from './desk.ts';
import type { Deployment } from './find-deployment.ts';
import { headerName, oneOf, variable } from './option-values.ts';
import type { Signing } from './sign-event.ts';

/** How a command is told to sign. */
export const signingOptions = {
  scheme: {
    value: 'SCHEME',
    as: oneOf(['standard-webhooks', 'hmac', 'header', 'none']),
    about: 'how the source wants it signed: standard-webhooks (the default), hmac, header, none',
  },
  'secret-env': {
    value: 'NAME',
    as: variable,
    about: 'the environment variable that holds the signing secret (BOUNCER_SECRET)',
  },
  'signature-header': {
    value: 'NAME',
    as: headerName,
    about: 'with hmac and header: the header it goes into',
  },
  encoding: {
    value: 'hex|base64',
    as: oneOf(['hex', 'base64']),
    about: 'with hmac: how it is written (hex)',
  },
  prefix: { value: 'TEXT', about: 'with hmac and header: what stands before it, such as sha256=' },
} as const satisfies Options;

/** @throws BouncerError when the secret is not there, or cannot be one. */
export function findSigning(
  given: Given<typeof signingOptions>,
  { env }: Pick<Desk, 'env'>,
  { signingSecret }: Pick<Deployment, 'signingSecret'>,
): Signing {
  const scheme = given.scheme ?? 'standard-webhooks';
  if (scheme === 'none') return { scheme };
  const name = given['secret-env'] ?? 'BOUNCER_SECRET';
  const secret = (given['secret-env'] ? undefined : signingSecret) ?? env[name]?.trim();
  if (!secret) {
    throw wrongUsage(
      `There is no signing secret in ${name}.`,
      `Put it there (Key Vault has it as webhook-signing-key), or give --scheme none if the source asks for no signature.`,
    );
  }
  if (scheme === 'standard-webhooks')
    return { scheme, keys: secret.split(/\s+/).map((text) => readKey(text, name)) };

  const header = given['signature-header'];
  const { prefix = '', encoding = 'hex' } = given;
  if (!header) throw wrongUsage(`--scheme ${scheme} needs a header.`, 'Name it with --signature-header.');
  // Whoever rotates keys has several; one of them is enough to sign with.
  const [key = ''] = secret.split(/\s+/);
  return scheme === 'hmac' ? { scheme, key, header, encoding, prefix } : { scheme, key, header, prefix };
}

/** As Standard Webhooks writes a key: 24 to 64 bytes, base64, after `whsec_`. */
function readKey(text: string, name: string): Buffer {
  const [, encoded = ''] = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(text) ?? [];
  const key = Buffer.from(encoded, 'base64');
  if (key.length >= 24 && key.length <= 64) return key;
  throw wrongUsage(
    `The secret in ${name} is no key of Standard Webhooks.`,
    'It is written whsec_ and 24 to 64 bytes in base64; for another kind of signature give --scheme.',
  );
}
