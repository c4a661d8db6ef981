import { subscribe } from 'node:diagnostics_channel';
import { Server } from 'node:http';

/** The host lets 32 KiB of headers through, with a URL of 8 kB, which it encodes once more; and it adds its own. */
const maxHeaderSize = 65_536;

/**
 * Lets the HTTP server that `@azure/functions` opens for streaming take every head that the host lets through.
 *
 * Node's own limit is 16 KiB. What is over it gets 431 from the worker without a word to the library, which then waits
 * for that request as long as the process lives, and keeps all that it was told of it. The library makes the server by
 * itself (npm @azure/functions 4.16.5, `src/http/httpProxy.ts`), so it is met where it begins to listen:
 * https://nodejs.org/api/diagnostics_channel.html#built-in-channels
 */
export function takeLargeHeads(): void {
  subscribe('tracing:net.server.listen:asyncStart', (message) => {
    const { server } = message as { server?: unknown };
    if (server instanceof Server) Object.assign(server, { maxHeaderSize });
  });
}
