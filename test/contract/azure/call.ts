import { createHash, createHmac } from 'node:crypto';

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body as JSON, or undefined. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  readonly json: any;
}

/** A request without any client library, so that what no SDK would send can be sent. */
export async function call(url: string, init: RequestInit = {}): Promise<Reply> {
  const response = await fetch(url, { redirect: 'manual', ...init });
  const text = await response.text();
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    json = undefined;
  }
  return { status: response.status, headers: response.headers, text, json };
}

/** A JSON request with a bearer token. */
export const bearing = (token: string, method = 'GET', body?: unknown): RequestInit => ({
  method,
  headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
  ...(body === undefined ? {} : { body: JSON.stringify(body) }),
});

/** A POST signed with an access key, written from the published recipe and not from the emulator's code. */
export function signed(url: string, key: string, body: unknown, date: Date = new Date()): RequestInit {
  const { host, pathname, search } = new URL(url);
  const content = JSON.stringify(body);
  const hash = createHash('sha256').update(content).digest('base64');
  const toSign = `POST\n${pathname}${search}\n${date.toUTCString()};${host};${hash}`;
  const signature = createHmac('sha256', Buffer.from(key, 'base64')).update(toSign).digest('base64');
  return {
    method: 'POST',
    body: content,
    headers: {
      'content-type': 'application/json',
      'x-ms-date': date.toUTCString(),
      'x-ms-content-sha256': hash,
      authorization: `HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature=${signature}`,
    },
  };
}
