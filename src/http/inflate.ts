import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { HttpProblem } from './http-problem.ts';
import { maxBodyBytes, tooLarge } from './read-body.ts';

const unzip = promisify(gunzip);

/**
 * The body without its content coding. Inflating stops at the cap, so that a small body cannot become a big one.
 *
 * @param coding - the header Content-Encoding; https://www.rfc-editor.org/rfc/rfc9110#section-8.4
 * @throws HttpProblem `unsupported-encoding`, `broken-gzip`, `body-too-large`.
 */
export async function inflate(body: Uint8Array, coding: string | null): Promise<Uint8Array> {
  const named = (coding ?? '').trim().toLowerCase() || 'identity';
  if (named === 'identity') return body;
  if (named !== 'gzip' && named !== 'x-gzip') {
    throw new HttpProblem('unsupported-encoding', { detail: 'Send the body as it is, or as gzip.' });
  }
  try {
    return await unzip(body, { maxOutputLength: maxBodyBytes });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge();
    throw new HttpProblem('broken-gzip', { detail: 'The body could not be inflated as gzip.' });
  }
}
