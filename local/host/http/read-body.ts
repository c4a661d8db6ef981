import type { IncomingMessage } from 'node:http';
import { type Readable, Transform } from 'node:stream';

/** Kestrel's limits on a body, with Azure's 100 MiB. */
export type BodyLimits = { maxBytes: number; minBytesPerSecond: number; graceMs: number };

export const azureBodyLimits: BodyLimits = { maxBytes: 104_857_600, minBytesPerSecond: 240, graceMs: 5_000 };

/**
 * The body of a request as a stream that fails if it is longer than allowed, comes slower than allowed, or is cut
 * off. The request itself is never destroyed: it can still be answered, and what is left of it is thrown away.
 * @see https://learn.microsoft.com/aspnet/core/fundamentals/servers/kestrel/options#minimum-request-body-data-rate
 */
export function readBody(request: IncomingMessage, limits: BodyLimits): Readable {
  let bytes = 0;
  const body = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (bytes > limits.maxBytes) done(new Error('The body is too large.'));
      else done(null, chunk);
    },
  });

  const tickMs = Math.max(10, Math.min(1_000, limits.graceMs / 5));
  let waitedMs = 0;
  const watch = setInterval(() => {
    // A reader that is not ready for more is not the sender's fault.
    if (body.writableNeedDrain) return;
    waitedMs += tickMs;
    if (waitedMs > limits.graceMs && bytes * 1_000 < waitedMs * limits.minBytesPerSecond) {
      body.destroy(new Error('The body comes too slowly.'));
    }
  }, tickMs);
  const cutOff = () =>
    request.complete || body.destroy(new Error('The client left before its body was read.'));

  request.once('close', cutOff);
  body.once('close', () => {
    clearInterval(watch);
    request.off('close', cutOff);
    request.unpipe(body);
    request.resume();
  });
  request.pipe(body);
  if (Number(request.headers['content-length'] ?? 0) > limits.maxBytes) {
    body.destroy(new Error('The body is too large.'));
  }
  if (request.destroyed) cutOff();
  return body;
}

/** The whole body. */
export async function readWholeBody(request: IncomingMessage, limits: BodyLimits): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of readBody(request, limits)) chunks.push(chunk);
  return Buffer.concat(chunks);
}
