import { UpstreamError } from '../upstream/upstream-error.ts';

/** The two halves of an ACS connection string. */
export interface ConnectionString {
  /** The resource as an origin, without a slash at its end. */
  readonly endpoint: string;
  /** The access key, base64. */
  readonly accessKey: string;
}

/**
 * Takes `endpoint=https://…;accesskey=…` apart, whatever the order and case of its parts.
 *
 * By hand, because `parseConnectionString` of npm @azure/communication-common 2.5.0 puts the whole string, key
 * included, into its error, and keeps a trailing `;` as a part of the key.
 *
 * @throws UpstreamError that names what is wrong and holds nothing of the string.
 */
export function parseConnectionString(connectionString: string): ConnectionString {
  const parts = new Map(
    connectionString.split(';').map((part) => {
      const [name = '', ...value] = part.split('=');
      return [name.trim().toLowerCase(), value.join('=').trim()] as const;
    }),
  );
  const endpoint = parts.get('endpoint') ?? '';
  const accessKey = parts.get('accesskey') ?? '';
  if (!URL.canParse(endpoint) || new URL(endpoint).protocol !== 'https:')
    throw unusable('endpoint=https://…');
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(accessKey)) throw unusable('accesskey=…');
  return { endpoint: new URL(endpoint).origin, accessKey };
}

function unusable(part: string): UpstreamError {
  return new UpstreamError({
    upstream: 'key-vault',
    code: 'UnusableConnectionString',
    message: `The secret acs-connection-string has no usable ${part}.`,
    retryable: true,
    hint: 'Put the connection string of the ACS resource into the vault as Azure shows it: endpoint=https://…/;accesskey=….',
  });
}
