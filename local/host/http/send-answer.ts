import type { ServerResponse } from 'node:http';

/**
 * Sends a whole answer, or, if one has already begun, ends the connection: half an answer must not look whole.
 *
 * @param body text, which is sent as it is, or anything else, which is sent as JSON; nothing for an empty body
 */
export function sendAnswer(
  response: ServerResponse,
  status: number,
  body?: unknown,
  headers: Record<string, string> = {},
): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  for (const name of response.getHeaderNames()) response.removeHeader(name);
  const type = typeof body === 'string' ? 'text/plain; charset=utf-8' : 'application/json; charset=utf-8';
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  response.writeHead(status, {
    ...(text !== undefined && { 'content-type': type }),
    ...headers,
    'content-length': Buffer.byteLength(text ?? ''),
  });
  response.end(text);
}
