import { createHmac, generateKeyPairSync, type KeyObject, randomBytes, sign as signBytes } from 'node:crypto';
import type { Header } from './draft.ts';

/** What goes into a signature beside the body. */
export interface Attempt {
  readonly id: string;
  /** Seconds since 1970, as they are written. */
  readonly timestamp: string;
}

/** A source of the app under test, and how it proves who it is. */
export interface FuzzSource {
  readonly name: string;
  /** Whether the signature covers the body, so that nothing of it may be changed. */
  readonly signsBody: boolean;
  /** Whether it covers the gzip bytes or what they inflate to. */
  readonly signsInflated: boolean;
  sign(body: Buffer, attempt: Attempt): readonly Header[];
}

/** The sources, as the app is told of them and as their senders know them. */
export interface FuzzSources {
  /** For WEBHOOK_SOURCES. */
  readonly setting: string;
  /** For the vault, by name. */
  readonly secrets: ReadonlyMap<string, string>;
  get(name: string): FuzzSource;
}

const sharedSecret = () => randomBytes(24).toString('base64url');
const hmac = (key: string | Buffer, body: Buffer | string) => createHmac('sha256', key).update(body);

interface Proof {
  readonly signature: unknown;
  readonly secret?: string;
  readonly signsBody: boolean;
  readonly signsInflated?: true;
  readonly sign: FuzzSource['sign'];
}

function webhooks({ id, timestamp }: Attempt, signature: string): readonly Header[] {
  return [
    ['webhook-id', id],
    ['webhook-timestamp', timestamp],
    ['webhook-signature', signature],
  ];
}

const content = (body: Buffer, { id, timestamp }: Attempt) =>
  Buffer.concat([Buffer.from(`${id}.${timestamp}.`), body]);

function standardWebhooks(): Proof {
  const key = randomBytes(32);
  return {
    signature: 'standard-webhooks',
    secret: `whsec_${key.toString('base64')}`,
    signsBody: true,
    sign: (body, attempt) =>
      webhooks(attempt, `v1,${hmac(key, '').update(content(body, attempt)).digest('base64')}`),
  };
}

/** While a key is replaced the secret holds two; here the other is of the other kind. */
function asymmetric(): Proof {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const raw = (key: KeyObject) =>
    Buffer.from(key.export({ format: 'jwk' }).x ?? '', 'base64url').toString('base64');
  return {
    signature: 'standard-webhooks',
    secret: `whsec_${randomBytes(32).toString('base64')} whpk_${raw(publicKey)}`,
    signsBody: true,
    sign: (body, attempt) =>
      webhooks(attempt, `v1a,${signBytes(null, content(body, attempt), privateKey).toString('base64')}`),
  };
}

function hmacIn(header: string, options: { prefix?: string; named?: false; inflated?: true } = {}): Proof {
  const { prefix = '', named, inflated } = options;
  const secret = sharedSecret();
  return {
    signature:
      named === false
        ? undefined
        : { scheme: 'hmac-sha256', header, encoding: 'hex', ...(prefix && { prefix }) },
    secret,
    signsBody: true,
    ...(inflated && { signsInflated: inflated }),
    sign: (body) => [[header, prefix + hmac(secret, body).digest('hex')]],
  };
}

function secretIn(header: string, prefix?: string): Proof {
  const secret = sharedSecret();
  return {
    signature: { scheme: 'header', header, ...(prefix && { prefix }) },
    secret,
    signsBody: false,
    sign: () => [[header, `${prefix ?? ''}${secret}`]],
  };
}

const nothing: Proof = { signature: 'none', signsBody: false, sign: () => [] };

/** Makes the sources and their keys. @param resource - the ACS resource that vendors' users belong to */
export function makeSources(resource: string): FuzzSources {
  const vendor = {
    participantFrom: { prefix: `8:acs:${resource}_` },
    threadFrom: { prefix: '19:', suffix: '@thread.v2' },
  };
  const rows: readonly (readonly [entry: { name: string } & Record<string, unknown>, proof: Proof])[] = [
    [{ name: 'default', format: 'native' }, standardWebhooks()],
    [{ name: 'asymmetric', format: 'native' }, asymmetric()],
    [{ name: 'hmac', format: 'native' }, hmacIn('X-Hub-Signature-256', { prefix: 'sha256=' })],
    [{ name: 'unsigned', format: 'native' }, nothing],
    [{ name: 'events', format: 'cloudevents' }, standardWebhooks()],
    [{ name: 'headers', format: 'cloudevents' }, secretIn('Authorization', 'Bearer ')],
    [{ name: 'grid', format: 'eventgrid' }, secretIn('X-Grid-Secret')],
    [{ name: 'modapi', format: 'moderation-api' }, hmacIn('modapi-signature', { named: false })],
    [
      { name: 'stream', format: 'stream', ...vendor },
      hmacIn('X-Signature', { named: false, inflated: true }),
    ],
    [{ name: 'narrow', format: 'native', actions: ['unban'] }, standardWebhooks()],
    [{ name: 'elsewhere', format: 'native', threads: ['19:elsewhere@thread.v2'] }, standardWebhooks()],
    [{ name: 'slow', format: 'native', maxPerMinute: 3 }, standardWebhooks()],
  ];
  const found = new Map(
    rows.map(([{ name }, { signsBody, signsInflated = false, sign }]) => [
      name,
      { name, signsBody, signsInflated, sign },
    ]),
  );
  const entries = rows.map(([entry, { signature }]) => ({
    ...entry,
    ...(signature !== undefined && { signature }),
  }));
  return {
    setting: JSON.stringify(entries),
    secrets: new Map(
      rows.flatMap(([{ name }, { secret }]) =>
        secret ? [[`webhook-signing-key${name === 'default' ? '' : `-${name}`}`, secret] as const] : [],
      ),
    ),
    get(name) {
      const source = found.get(name);
      if (!source) throw new Error(`No source ${name}`);
      return source;
    },
  };
}
