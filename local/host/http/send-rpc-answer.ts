import type { ServerResponse } from 'node:http';
import type { TypedData } from '../worker-link/messages.ts';
import { passHeaders } from './pass-headers.ts';
import { sendAnswer } from './send-answer.ts';
import { writeCookie } from './write-cookie.ts';

/**
 * Sends what a function returned in a message, that is, without HTTP streaming. Nothing returned is a 204.
 *
 * @throws if a status or a header cannot be sent
 */
export function sendRpcAnswer(response: ServerResponse, returned: TypedData | null | undefined): void {
  const http = returned?.http;
  if (!http) {
    sendAnswer(response, 204);
    return;
  }
  const body = http.body?.bytes ?? http.body?.string ?? '';
  const headers = Object.fromEntries(
    Object.entries(http.headers ?? {}).map(([name, value]) => [name.toLowerCase(), [value]]),
  );
  for (const [name, values] of Object.entries(passHeaders(headers, ['content-length']))) {
    response.setHeader(name, values);
  }
  for (const cookie of http.cookies ?? []) response.appendHeader('set-cookie', writeCookie(cookie));
  response.statusCode = Number(http.statusCode ?? 200);
  if (response.statusCode !== 204 && response.statusCode !== 304) {
    response.setHeader('content-length', Buffer.byteLength(body));
  }
  response.end(body);
}
