import type { Draft } from './draft.ts';

/** What the wire takes of a request. */
export interface Wire {
  readonly bytes: Buffer;
  /** The connection is cut after so many of the bytes. */
  readonly cutAfter?: number;
  /** More is announced than comes, so that there may be no answer before we leave. */
  readonly incomplete: boolean;
  /** An operator asks for much at once, and may wait a minute for it. */
  readonly takesLong?: boolean;
}

/** The function keys. */
export interface Keys {
  readonly events: string;
  readonly operator: string;
}

/** Writes a request as HTTP/1.1, wrong where it is meant to be: no client of Node's would send some of these. */
export function writeRequest(draft: Draft, keys: Keys): Wire {
  const { transfer, body, method, path, headers, key } = draft;
  if (transfer.kind === 'raw') return { bytes: body, incomplete: true };
  const inQuery =
    key === 'in the query' ? `${path.includes('?') ? '&' : '?'}code=${encodeURIComponent(keys.events)}` : '';
  const functionKey = { events: keys.events, operator: keys.operator, wrong: 'x'.repeat(40) }[key as string];
  const framing =
    transfer.kind === 'chunked'
      ? ['Transfer-Encoding: chunked']
      : body.length > 0 || method === 'POST'
        ? [`Content-Length: ${body.length + (transfer.kind === 'lying' ? transfer.by : 0)}`]
        : [];
  const lines = [
    `${method} ${path.split('#')[0]}${inQuery} HTTP/1.1`,
    'Host: 127.0.0.1',
    'Connection: close',
    ...(functionKey === undefined ? [] : [`x-functions-key: ${functionKey}`]),
    ...headers.map(([name, value]) => `${name}: ${value}`),
    ...framing,
  ];
  const head = Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1');
  const bytes = Buffer.concat([head, transfer.kind === 'chunked' ? inChunks(body, transfer.sizes) : body]);
  return {
    bytes,
    incomplete: transfer.kind === 'lying',
    ...(/redrive|cleanup|decisions|bans/i.test(path) && { takesLong: true }),
    ...(transfer.kind === 'cut' && { cutAfter: Math.floor(bytes.length * transfer.after) }),
  };
}

function inChunks(body: Buffer, sizes: readonly number[]): Buffer {
  const parts: Buffer[] = [];
  for (let [from, turn] = [0, 0]; from < body.length; turn += 1) {
    const chunk = body.subarray(from, from + (sizes[turn % sizes.length] ?? 1));
    parts.push(Buffer.from(`${chunk.length.toString(16)}\r\n`), chunk, Buffer.from('\r\n'));
    from += chunk.length;
  }
  return Buffer.concat([...parts, Buffer.from('0\r\n\r\n')]);
}
