import type { ServerResponse } from 'node:http';

/** What a service says: a string body goes out as it is, anything else as JSON, none as no body. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** Bytes and headers of an answer. */
export function encodeAnswer(answer: Answer): { headers: Record<string, string>; bytes: Buffer } {
  const { body, headers = {} } = answer;
  if (body === undefined || answer.status === 204) return { headers: { ...headers }, bytes: Buffer.alloc(0) };
  if (typeof body !== 'string') {
    const json = { 'content-type': 'application/json; charset=utf-8' };
    return { headers: { ...json, ...headers }, bytes: Buffer.from(JSON.stringify(body)) };
  }
  const kind = { 'content-type': body.startsWith('<') ? 'text/html' : 'text/plain; charset=utf-8' };
  return { headers: { ...(body === '' ? {} : kind), ...headers }, bytes: Buffer.from(body) };
}

/** Sends it, if there is still somebody to send it to. */
export function sendAnswer(response: ServerResponse, answer: Answer): void {
  if (response.destroyed || response.headersSent) return;
  const { headers, bytes } = encodeAnswer(answer);
  const length = answer.status === 204 ? {} : { 'content-length': String(bytes.length) };
  response.writeHead(answer.status, { ...headers, ...length });
  response.end(bytes);
}
