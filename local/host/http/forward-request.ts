import http from 'node:http';
import type { Readable } from 'node:stream';
import { encodePathOnceMore } from './decode-path.ts';
import type { Exchange } from './exchange.ts';
import { passHeaders } from './pass-headers.ts';

export type Forwarding = {
  /** Where the worker listens. */
  target: string;
  agent: http.Agent;
  invocationId: string;
  /** What was read of the body already, or a stream of what is to come. */
  body: Buffer | Readable | undefined;
  /** Gives up when nothing has moved for so long: 240 s in Azure. */
  idleMs: number;
};

const chunked = { 'transfer-encoding': 'chunked' };

/** The agent to forward with. It lets go of idle connections well before the worker's server does (5 s). */
export const forwardingAgent = () => new http.Agent({ keepAlive: true, timeout: 2_500 });

/**
 * Resolves once the worker has been sent the head of a request. It waits for one for each invocation that it was told of,
 * and holds on to that for as long as it lives if none comes: so whoever gives up sends that much before.
 */
function whenHeadIsSent(upstream: http.ClientRequest): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  upstream.once('socket', (socket) => {
    if (socket.connecting) socket.once('connect', () => setImmediate(resolve));
    else setImmediate(resolve);
  });
  return promise;
}

/**
 * Forwards a request to the worker's own HTTP server, as the real host does with HTTP streaming on, and streams the
 * answer back. The worker finds the invocation by `x-ms-invocation-id`.
 *
 * @throws if there was no answer, or none to the end; nothing has been sent then, or too little
 */
export async function forwardRequest(exchange: Exchange, forwarding: Forwarding): Promise<void> {
  const { request, response, method, path, search } = exchange;
  const { target, agent, invocationId, body, idleMs } = forwarding;
  const done = Promise.withResolvers<'answered' | 'again'>();
  const { hostname, port } = new URL(target);
  const upstream = http.request({
    hostname,
    port,
    agent,
    method,
    path: encodePathOnceMore(path) + search,
    timeout: idleMs,
    headers: {
      ...passHeaders(request.headersDistinct, ['host', 'expect', 'content-length']),
      // Node chunks by itself only for methods that usually have a body: https://nodejs.org/api/http.html#requestend
      ...(body && (Buffer.isBuffer(body) ? { 'content-length': body.length } : chunked)),
      'x-ms-invocation-id': invocationId,
      'x-forwarded-host': request.headers.host ?? 'localhost',
      'x-forwarded-proto': 'http',
    },
  });
  const headSent = whenHeadIsSent(upstream);
  const drop = () => void headSent.then(() => upstream.destroy());
  const give = (why: string) => {
    drop();
    done.reject(new Error(why));
  };
  const clientLeft = () => give('The client left.');

  response.once('close', clientLeft);
  upstream.on('timeout', () => give(`The worker has been silent for ${idleMs} ms.`));
  upstream.on('error', (error: NodeJS.ErrnoException) => {
    // A kept connection may be closed by the worker just as it is used again; nothing was read from it then.
    const stale = upstream.reusedSocket && error.code === 'ECONNRESET' && !response.headersSent;
    if (stale && (body === undefined || Buffer.isBuffer(body))) done.resolve('again');
    else give(`The worker could not be reached (${error.message}).`);
  });
  upstream.on('response', (answer) => {
    answer.on('error', () => give('The answer was cut off.'));
    try {
      response.writeHead(answer.statusCode ?? 500, passHeaders(answer.headersDistinct));
      response.flushHeaders();
    } catch (error) {
      give(`The answer cannot be passed on (${(error as Error).message}).`);
    }
    answer.on('end', () => done.resolve('answered'));
    answer.pipe(response);
  });

  if (body === undefined || Buffer.isBuffer(body)) {
    upstream.end(body);
  } else {
    upstream.flushHeaders();
    body.on('error', (error) => give(error.message));
    body.pipe(upstream);
  }
  try {
    if ((await done.promise) === 'again') await forwardRequest(exchange, forwarding);
  } finally {
    response.off('close', clientLeft);
    if (body && !Buffer.isBuffer(body)) {
      body.destroy();
      // An answer may come before the body was all sent; what is left of it nobody wants.
      if (!upstream.writableFinished) drop();
    }
  }
}
