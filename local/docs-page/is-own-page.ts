import type { IncomingMessage } from 'node:http';

/**
 * Whether a request comes from the page itself, or from somebody on this machine: the page holds keys and signs, so no
 * other page in the same browser may ask it to, be it by its address or by a name that leads here.
 * https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Sec-Fetch-Site
 */
export function isOwnPage(
  { method, headers }: Pick<IncomingMessage, 'method' | 'headers'>,
  port: number,
): boolean {
  const names = [`127.0.0.1:${port}`, `localhost:${port}`];
  if (!names.includes(headers.host ?? '')) return false;
  if (headers.origin !== undefined && !names.includes(headers.origin.replace('http://', ''))) return false;
  const site = headers['sec-fetch-site'] ?? 'none';
  const isLink = method === 'GET' && headers['sec-fetch-mode'] === 'navigate';
  return site === 'same-origin' || site === 'none' || isLink;
}
