import { inspect } from 'node:util';
import type { WorkerError } from '../worker-link/messages.ts';

/** Anything can be thrown; the host gets words for it. */
export function errorToSend(thrown: unknown): WorkerError {
  if (thrown instanceof Error) return { message: thrown.message, stack: thrown.stack ?? String(thrown) };
  const words = typeof thrown === 'string' ? thrown : inspect(thrown);
  return { message: words, stack: words };
}
