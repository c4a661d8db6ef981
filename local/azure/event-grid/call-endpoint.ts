import http from 'node:http';
import { text } from 'node:stream/consumers';

export interface EndpointCall {
  readonly method: 'POST' | 'OPTIONS';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface Line {
  readonly agent: http.Agent;
  /** From the moment there is a connection: to wait for one is not the endpoint's fault. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

export type Reply =
  | { readonly status: number; readonly headers: http.IncomingHttpHeaders; readonly text: string }
  | { readonly failure: 'TimedOut' | 'SocketError' };

/**
 * Calls an endpoint once and follows no redirect.
 *
 * @throws only when the signal ends it
 */
export async function callEndpoint(url: string, call: EndpointCall, line: Line): Promise<Reply> {
  const { method, headers, body } = call;
  const { agent, timeoutMs, signal } = line;
  const { promise, resolve } = Promise.withResolvers<Reply>();
  let patience: NodeJS.Timeout | undefined;

  const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
  const request = http.request(url, { method, headers: { ...headers, ...length }, agent, signal });
  request.once('socket', () => {
    patience = setTimeout(() => {
      resolve({ failure: 'TimedOut' });
      request.destroy();
    }, timeoutMs);
  });
  request.once('response', (response) => {
    const { statusCode = 0, headers: told } = response;
    text(response).then(
      (said) => resolve({ status: statusCode, headers: told, text: said }),
      () => resolve({ failure: 'SocketError' }),
    );
  });
  request.on('error', () => resolve({ failure: 'SocketError' }));
  request.end(body);

  const reply = await promise;
  clearTimeout(patience);
  signal.throwIfAborted();
  return reply;
}
