import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Delivery } from '../../../src/intake/formats/reading.ts';

/** What arrives when somebody sends a request over HTTP, byte for byte. */
export async function capture(send: (url: string) => Promise<unknown>): Promise<Delivery> {
  const { promise, resolve, reject } = Promise.withResolvers<Delivery>();
  const server = createServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray());
    response.end();
    const headers = new Headers();
    for (let at = 0; at < request.rawHeaders.length; at += 2) {
      headers.append(request.rawHeaders[at] ?? '', request.rawHeaders[at + 1] ?? '');
    }
    resolve({ headers, body, contentType: headers.get('content-type') ?? '' });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  try {
    const { port } = server.address() as AddressInfo;
    await send(`http://127.0.0.1:${port}/api/events`).catch(reject);
    return await promise;
  } finally {
    server.close();
    server.closeAllConnections();
  }
}
