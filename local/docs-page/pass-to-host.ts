import http from 'node:http';
import type { Outgoing } from './sign-for-sender.ts';

/** What concerns one connection alone, or is written anew. https://www.rfc-editor.org/rfc/rfc9110#section-7.6.1 */
const ownHeaders = [
  'connection',
  'host',
  'keep-alive',
  'transfer-encoding',
  'content-length',
  'origin',
  'referer',
];

/** Sends a request on to the app as it came, with some headers besides, and its answer back. */
export async function passToHost(
  outgoing: Outgoing,
  more: Readonly<Record<string, string>>,
  hostUrl: string,
  response: http.ServerResponse,
): Promise<void> {
  const { method, path, body } = outgoing;
  const kept = Object.entries(outgoing.headers).filter(([name]) => !ownHeaders.includes(name));
  const length = body.byteLength > 0 ? { 'content-length': `${body.byteLength}` } : {};
  const headers = { ...Object.fromEntries(kept), ...length, ...more };
  const answer = await new Promise<http.IncomingMessage>((resolve, reject) => {
    const request = http.request(new URL(path, hostUrl), { method, headers }, resolve);
    request.on('error', reject).end(body);
  });
  response.writeHead(answer.statusCode ?? 502, answer.headers);
  answer.pipe(response);
}
