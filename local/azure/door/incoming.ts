import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';

const LARGEST = 1024 * 1024;

/** A request, read whole. */
export interface Incoming {
  readonly method: string;
  /** The Host header as sent, with its port: part of what an HMAC signs. */
  readonly host: string;
  /** Path and query as sent, still percent-encoded. */
  readonly url: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** The decoded `{names}` of the route's path. */
  readonly params: Readonly<Record<string, string>>;
}

/** @returns undefined when the body is over 1 MiB */
export async function readIncoming(request: IncomingMessage): Promise<Incoming | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= LARGEST) chunks.push(chunk); // the rest is read and dropped, so that the answer gets through
  }
  if (size > LARGEST) return undefined;
  const url = request.url ?? '/';
  const [path = '/', query = ''] = url.split(/\?(.*)/s);
  return {
    method: request.method ?? 'GET',
    host: request.headers.host ?? '',
    url,
    path,
    query: new URLSearchParams(query),
    headers: request.headers,
    body: Buffer.concat(chunks),
    params: {},
  };
}

/** The body as a JSON object, or undefined when it is anything else. */
export function jsonObject(incoming: Incoming): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(incoming.body.toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

/** The token of `Authorization: Bearer …`. */
export const bearerToken = (incoming: Incoming): string | undefined =>
  /^Bearer (\S+)$/i.exec(incoming.headers.authorization ?? '')?.[1];
