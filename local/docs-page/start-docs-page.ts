import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { seatPeople } from '../stack/seat-people.ts';
import type { Stack } from '../stack/start-stack.ts';
import { assets } from './assets.ts';
import { fitDocument, type Place } from './fit-document.ts';
import { isOwnPage } from './is-own-page.ts';
import { passToHost } from './pass-to-host.ts';
import { signForSender } from './sign-for-sender.ts';

/** The page, running. */
export interface DocsPage {
  readonly url: string;
  stop(): Promise<void>;
}

/** Nothing of the page may come from, or go, anywhere else. The viewer writes its styles itself. */
const ownOnly =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** What the page needs of the stack, and whom its examples are about. */
interface Subject extends Pick<Stack, 'host' | 'events' | 'azure'> {
  readonly place: Place;
}

/**
 * Starts a page on which the app's contract can be read and tried. It passes what is tried on to the app, so that all is
 * of one origin, and signs events as their sender would. For the local stack alone.
 *
 * @param port - on 127.0.0.1; 0 for a free one.
 * @throws when the port is taken.
 */
export async function startDocsPage(stack: Omit<Subject, 'place'>, port: number): Promise<DocsPage> {
  const { threadId, people } = seatPeople(stack.azure, ['Ada', 'Ben', 'Mallory']);
  const subject = { ...stack, place: { threadId, participant: people.at(-1)?.rawId ?? '' } };
  const server = http.createServer((request, response) => {
    const ours = isOwnPage(request, (server.address() as AddressInfo).port);
    const answered = ours ? answer(request, response, subject) : turnAway(response, 403);
    answered.catch(() => turnAway(response, 502));
  });
  const listening = Promise.withResolvers<void>();
  server.once('error', listening.reject);
  server.listen(port, '127.0.0.1', listening.resolve);
  await listening.promise;
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

async function answer(
  request: http.IncomingMessage,
  response: http.ServerResponse,
  { host, events, azure, place }: Subject,
): Promise<void> {
  const { method = '', url: path = '', headers } = request;
  if (path.startsWith('/api/')) {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part);
    const outgoing = { method, path, headers, body: Buffer.concat(parts) };
    return await passToHost(outgoing, signForSender(outgoing, azure.vault), host.url, response);
  }
  const hostKey = host.keys.host.default ?? '';
  const json = 'application/json';
  if (path === '/keys.json') return send(response, json, JSON.stringify({ senderKey: events.key, hostKey }));
  if (path === '/openapi.json') {
    const document = await fetch(`${host.url}/api/openapi.json`, { headers: { 'x-functions-key': hostKey } });
    return send(response, json, fitDocument(await document.text(), place, Date.now()));
  }
  const asset = assets[path.split('?')[0] ?? ''];
  return asset ? send(response, asset.type, await asset.load()) : await turnAway(response, 404);
}

function send(response: http.ServerResponse, type: string, body: string): void {
  const headers = { 'content-security-policy': ownOnly, 'cache-control': 'no-store' };
  response.writeHead(200, { 'content-type': type, ...headers }).end(body);
}

async function turnAway(response: http.ServerResponse, status: number): Promise<void> {
  if (response.headersSent) response.destroy();
  else response.writeHead(status).end();
}
