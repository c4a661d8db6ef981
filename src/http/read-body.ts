import type { HttpRequest } from '@azure/functions';
import { HttpProblem } from './http-problem.ts';

type Reader = ReadableStreamDefaultReader<Uint8Array>;

/** Event Grid sends batches of up to 1 MiB, and never again what was answered 413. */
export const maxBodyBytes = 1024 * 1024;

/**
 * Reads a request's body as it came, byte for byte, because signatures are over bytes.
 *
 * @param signal - aborts when the sender must have an answer.
 * @throws HttpProblem `empty-body`, `body-too-large` (as soon as it is known), `body-cut-off`, `body-too-slow`;
 *   `internal-fault` when the time was up before anybody looked.
 */
export async function readBody(request: HttpRequest, signal: AbortSignal): Promise<Uint8Array> {
  if (Number(request.headers.get('content-length') ?? 0) > maxBodyBytes) throw tooLarge();
  // The body may have been there all the while.
  if (signal.aborted) throw tooLate();
  const reader = request.body?.getReader();
  const { promise: late, reject } = Promise.withResolvers<never>();
  const onLate = () => reject(tooSlow());
  signal.addEventListener('abort', onLate, { once: true });

  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    while (reader) {
      const { done, value } = await Promise.race([reader.read().catch(cutOff), late]);
      if (done) break;
      length += value.byteLength;
      if (length > maxBodyBytes) throw tooLarge();
      chunks.push(value);
    }
  } catch (error) {
    readToTheEnd(reader).catch(() => {});
    throw error;
  } finally {
    signal.removeEventListener('abort', onLate);
  }
  if (length === 0) throw new HttpProblem('empty-body', { detail: 'Send one event as JSON.' });
  return Buffer.concat(chunks, length);
}

/**
 * Throws away what is left of a body while the answer is already on its way. The host keeps its connections to the worker:
 * on one with something unread, the next request would wait for that, and be cut off with it after five seconds.
 * https://nodejs.org/api/http.html#serverkeepalivetimeout
 */
async function readToTheEnd(reader: Reader | undefined): Promise<void> {
  while (reader && !(await reader.read()).done);
}

function cutOff(): never {
  throw new HttpProblem('body-cut-off', { detail: 'The connection broke off before the body was whole.' });
}

function tooSlow(): HttpProblem {
  return new HttpProblem('body-too-slow', { detail: 'Send the whole body at once.' });
}

function tooLate(): HttpProblem {
  const hint = 'Send it again: an instance that has just started takes its time.';
  return new HttpProblem('internal-fault', {
    detail: 'The app did not come to read the body in time.',
    hint,
  });
}

/** The answer to a body over the cap, as it came or inflated. */
export function tooLarge(): HttpProblem {
  return new HttpProblem('body-too-large', { detail: `A body may hold ${maxBodyBytes} bytes.` });
}
