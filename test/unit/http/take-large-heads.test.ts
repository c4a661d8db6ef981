import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { takeLargeHeads } from '../../../src/http/take-large-heads.ts';

/** The status of a request to a server of Node's own making, whose headers take so many bytes. */
async function statusOf(bytes: number): Promise<number> {
  const server = http.createServer((_request, response) => response.end());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const { status } = await fetch(`http://127.0.0.1:${port}/`, { headers: { x: 'y'.repeat(bytes) } });
  server.close();
  return status;
}

it('a server takes as large a head as the host lets through, and no more than needed for that', async () => {
  expect(await statusOf(32_000)).toBe(431);
  takeLargeHeads();
  expect([await statusOf(32_000), await statusOf(57_000), await statusOf(70_000)]).toEqual([200, 200, 431]);
});
