import { once } from 'node:events';
import { createServer } from 'node:net';

/**
 * Below the ports that a system gives out by itself (32768 and up on Linux, 49152 and up elsewhere,
 * https://www.rfc-editor.org/rfc/rfc6335#section-6): one of those is anybody's while its process is dead.
 */
const [first, last] = [20_000, 32_000];

/** A free port that no other process is given by chance, so that an instance can come back to it after a kill. */
export async function quietPort(): Promise<number> {
  for (let tries = 100; tries > 0; tries -= 1) {
    const port = first + Math.floor(Math.random() * (last - first));
    if (await isFree(port)) return port;
  }
  throw new Error(`no free port between ${first} and ${last}`);
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer().listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
    return true;
  } catch {
    return false;
  } finally {
    server.close();
  }
}
