import http from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { type Exchange, openExchange } from './exchange.ts';
import { sendAnswer } from './send-answer.ts';

export type HttpServer = {
  port: number;
  /** Stops listening and closes idle connections. */
  stopListening(): void;
  /** Ends every connection that is still open. */
  close(): Promise<void>;
};

/** Kestrel's limits: https://learn.microsoft.com/aspnet/core/fundamentals/servers/kestrel/options */
const maxRequestLine = 8_192;
const maxHeaderBytes = 32_768;
const maxHeaderCount = 100;

/**
 * Listens on loopback and hands over each request that is within the limits of the real host's server.
 *
 * @param handle must answer; if it rejects, the answer is an empty 500
 * @throws if the port is taken
 */
export async function serveHttp(
  port: number,
  handle: (exchange: Exchange) => Promise<void>,
): Promise<HttpServer> {
  const server = http.createServer({
    // Room enough to see for oneself what is too much, and to say so with the right status.
    maxHeaderSize: 1_048_576,
    keepAliveTimeout: 130_000,
    headersTimeout: 30_000,
    requestTimeout: 0,
  });
  server.on('request', (request, response) => {
    const tooMuch = overLimit(request);
    if (tooMuch) return sendAnswer(response, tooMuch);
    response.on('error', () => undefined);
    handle(openExchange(request, response)).catch(() => sendAnswer(response, 500));
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
    if (!socket.writable) return socket.destroy();
    const status = error.code === 'HPE_HEADER_OVERFLOW' ? 431 : 400;
    return socket.end(
      `HTTP/1.1 ${status} ${http.STATUS_CODES[status]}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`,
    );
  });

  const listening = Promise.withResolvers<void>();
  server.once('error', listening.reject);
  server.listen(port, '127.0.0.1', listening.resolve);
  await listening.promise;

  return {
    port: (server.address() as AddressInfo).port,
    stopListening() {
      server.close();
      server.closeIdleConnections();
    },
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

function overLimit({ method, url, rawHeaders }: http.IncomingMessage): number | undefined {
  if (`${method} ${url} HTTP/1.1\r\n`.length > maxRequestLine) return 414;
  const bytes = rawHeaders.reduce((sum, text) => sum + text.length + 2, 0);
  return bytes > maxHeaderBytes || rawHeaders.length > 2 * maxHeaderCount ? 431 : undefined;
}
