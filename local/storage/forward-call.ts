import { once } from 'node:events';
import http from 'node:http';

/** What the storage said, read whole. */
export type StorageAnswer = { status: number; headers: Record<string, string>; body: Buffer };

/** They speak of one connection; the next one has its own. */
const hopByHop = new Set(['connection', 'keep-alive', 'transfer-encoding', 'content-length']);

/**
 * Sends a request on as it came: its signature covers its path and its headers, but not where it goes.
 *
 * @throws if the storage is not there
 */
export async function forwardCall(
  request: http.IncomingMessage,
  body: Buffer,
  target: string,
  agent: http.Agent,
): Promise<StorageAnswer> {
  const { method = 'GET', url = '/' } = request;
  // `fetch` would read the path anew, and `/acc/table(PartitionKey='%2F')` is signed as it is.
  const { hostname, port } = new URL(target);
  const sent = http.request({ hostname, port, method, path: url, headers: request.headers, agent });
  sent.end(body);
  const [answer] = (await once(sent, 'response')) as [http.IncomingMessage];
  const parts: Buffer[] = [];
  for await (const part of answer) parts.push(part);
  const kept = Object.entries(answer.headers).filter(([name]) => !hopByHop.has(name));
  return {
    status: answer.statusCode ?? 502,
    headers: Object.fromEntries(kept.map(([name, value]) => [name, String(value)])),
    body: Buffer.concat(parts),
  };
}
