import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { awaitApp } from '../../../infra/hooks/await-app.ts';

let server: Server | undefined;
afterEach(() => new Promise((resolve) => (server ? server.close(resolve) : resolve(undefined))));

/** An app that answers with these statuses one after the other, the last one for good. */
async function answering(...statuses: number[]): Promise<string> {
  server = createServer((_request, response) => {
    response.statusCode = (statuses.length > 1 ? statuses.shift() : statuses[0]) ?? 500;
    response.setHeader('connection', 'close').end();
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/health`;
}

function impatientClock() {
  let now = 0;
  return {
    monotonic: () => now,
    sleep: async (ms: number) => {
      now += ms;
    },
  };
}

describe('asking the app whether it is there', () => {
  it('is content when a call without a key is turned away', async () => {
    expect(await awaitApp(await answering(401), impatientClock())).toBeUndefined();
  });

  it('waits while the app restarts', async () => {
    const clock = impatientClock();
    expect(await awaitApp(await answering(503, 404, 401), clock)).toBeUndefined();
    expect(clock.monotonic()).toBe(10_000);
  });

  it('says after a minute what came instead', async () => {
    const url = await answering(404);
    expect(await awaitApp(url, impatientClock())).toBe(`${url} answers 404`);
  });

  it('says so when nobody is there', async () => {
    const url = await answering(401);
    await new Promise((resolve) => server?.close(resolve));
    server = undefined;
    expect(await awaitApp(url, impatientClock())).toBe(`${url} does not answer (ECONNREFUSED)`);
  });
});
