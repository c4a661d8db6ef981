import type { FromWorker } from '../worker-link/messages.ts';

/** Sends a message to the host, if it is still there; its death ends this process elsewhere. */
export function sendToHost(message: FromWorker): void {
  if (process.connected) process.send?.(message, undefined, undefined, () => undefined);
}
