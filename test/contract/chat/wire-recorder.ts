import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { ensureCertificates } from '../../../local/azure/certificates.ts';

/** One request, as it came over the wire. */
export interface Recorded {
  readonly method: string;
  /** Path and query, percent-encoded as they came. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

/** A server under the name of the emulated ACS that writes requests down and answers each as it is told to. */
export interface WireRecorder {
  readonly endpoint: string;
  readonly requests: Recorded[];
  stop(): Promise<void>;
}

/** @param answer - what to say to a request, and with which status. */
export async function recordWire(
  answer: (request: Recorded) => { status: number; body?: string },
): Promise<WireRecorder> {
  const { cert, key } = await ensureCertificates();
  const requests: Recorded[] = [];
  const server = createServer({ cert, key }, async (request, response) => {
    let body = '';
    for await (const chunk of request.setEncoding('utf8')) body += chunk;
    const headers = request.headers as Recorded['headers'];
    const recorded = { method: request.method ?? '', path: request.url ?? '', headers, body };
    requests.push(recorded);
    const said = answer(recorded);
    response.writeHead(said.status, { 'content-type': 'application/json' }).end(said.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `https://local.communication.azure.com:${port}`,
    requests,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
