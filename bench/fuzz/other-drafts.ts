import { type Draft, draftOf, type Header } from './draft.ts';
import { idOf, type Scene } from './scene.ts';

const noHeaders = { headers: [] as readonly Header[] };

/** A sender of CloudEvents asks whether it may send. */
export function optionsHandshake({ dice }: Scene): Draft {
  const source = dice.pick(['events', 'default', 'headers', 'grid', 'modapi']);
  const origin = dice.pick([
    'eventgrid.azure.net',
    'a',
    '*',
    'evil.example\t',
    'x'.repeat(300),
    '127.0.0.1:80/"',
  ]);
  return draftOf('OPTIONS handshake', {
    method: 'OPTIONS',
    path: `/api/events/${source}`,
    headers: [
      ['webhook-request-origin', origin],
      ['webhook-request-rate', dice.pick(['100', '*', '-1'])],
      ['webhook-request-callback', 'http://169.254.169.254/latest'],
    ],
  });
}

/** What somebody may put where a name or a number is expected. */
const odd = [
  '',
  '0',
  '-1',
  '1e9',
  '999999999999999999999',
  'NaN',
  'null',
  '%00',
  '%F0%9F%A4%96',
  '%ED%A0%80',
  "'%20or%20'1'%20eq%20'1",
  '..%2F..%2Fdecisions',
  'x'.repeat(300),
  '2026-11-23T09:00:00Z',
  '9999-12-31T23:59:59.999Z',
  'e30=',
  'bnVsbA==',
  'eyJuZXh0Um93S2V5IjoiZXZlbnR8In0=',
  'event%7C',
] as const;

const values: Readonly<Record<string, readonly string[]>> = {
  status: ['failed', 'held', 'scheduled', 'done'],
  source: ['default', 'events', 'bouncer.reconcile'],
  since: ['2026-11-23T09:00:00Z', '1970-01-01T00:00:00Z'],
  force: ['true', 'false'],
  limit: ['1', '5'],
};

/** What operators ask for, with queries that are right, odd or of another route. */
export function operatorRequest(scene: Scene): Draft {
  const { dice } = scene;
  const decision = dice.roll() < 0.5 ? dice.pick(odd) : 'A'.repeat(27);
  const [method, path, names] = dice.pick([
    ['GET', '/api/decisions', ['source', 'id', 'status', 'limit', 'continuation']],
    ['GET', '/api/decisions', ['status', 'limit', 'continuation']],
    ['GET', `/api/decisions/${decision}`, ['decision']],
    ['POST', `/api/decisions/${decision}/redrive`, ['force']],
    ['POST', `/api/decisions/${decision}/confirm`, []],
    ['POST', '/api/redrive', ['since', 'limit', 'force', 'continuation']],
    ['GET', '/api/bans', ['participant', 'thread', 'continuation']],
    ['GET', '/api/openapi.json', ['x']],
    ['GET', '/api/nothing', []],
  ] as const);
  const query = names
    .filter(() => dice.roll() < 0.7)
    .map(
      (name) =>
        `${name}=${name === 'id' ? idOf(scene) : dice.pick([...(values[name] ?? []), ...(values[name] ?? []), ...odd])}`,
    );
  return draftOf(`operator’s ${method} ${path.slice(0, 40)}`, {
    ...noHeaders,
    method,
    path: path + (query.length > 0 ? `?${query.join('&')}` : ''),
    key: 'operator',
    welcome: false,
  });
}

/** Rare, since it asks everything the app stands on. */
export function healthRequest(): Draft {
  return draftOf('health', {
    ...noHeaders,
    method: 'GET',
    path: '/api/health',
    key: 'operator',
    welcome: false,
  });
}

/** Bytes that are no HTTP, or begin as if they were. */
export function noHttp({ dice }: Scene): Draft {
  const bytes = Buffer.from(Array.from({ length: 1 + dice.below(400) }, () => dice.below(256)));
  const beginnings = [
    '',
    'POST /api/events HTTP/1.1\r\n',
    'POST /api/events HTTP/1.1\r\nHost: a\r\nContent-Length: -5\r\n\r\n',
    'GET',
    '\x16\x03\x01',
  ];
  const body = Buffer.concat([Buffer.from(dice.pick(beginnings)), bytes]);
  return draftOf('no HTTP', { body, transfer: { kind: 'raw' }, welcome: false });
}
