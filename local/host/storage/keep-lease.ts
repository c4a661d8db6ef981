import type { BlobClient } from './blob-client.ts';

export type LeaseOptions = {
  blobs: BlobClient;
  /** The blob whose lease is the lock; made when needed. */
  blob: string;
  /** How long the lease lasts without renewal, in ms: 15,000 to 60,000. */
  leaseMs: number;
  /** How often it is asked for while another has it, in ms. */
  retryMs: number;
  /** The lease is ours from here on. */
  onHeld(): void;
  /** It is not any more, through no wish of ours. */
  onLost(why: string): void;
  onProblem(why: string): void;
};

export type KeptLease = {
  /** Gives the lease back, so that another gets it at once, and asks for it no more. */
  release(): Promise<void>;
};

/**
 * Gets and keeps the lease of a blob: renewed at half its time, asked for again and again while another has it.
 * @see https://learn.microsoft.com/rest/api/storageservices/lease-blob
 */
export function keepLease(options: LeaseOptions): KeptLease {
  const { blobs, blob, leaseMs, retryMs } = options;
  let id: string | undefined;
  let renewed = 0;
  let timer: NodeJS.Timeout | undefined;
  let released = false;

  const lease = (headers: Record<string, string>) =>
    blobs.send('PUT', blob, { query: { comp: 'lease' }, headers });

  async function acquire(): Promise<number> {
    const asked = performance.now();
    const wanted = { 'x-ms-lease-action': 'acquire', 'x-ms-lease-duration': String(leaseMs / 1000) };
    let answer = await lease(wanted);
    if (answer.status === 404) {
      // The type must be said; If-None-Match keeps one that another host has made by now.
      const headers = { 'x-ms-blob-type': 'BlockBlob', 'if-none-match': '*' };
      await blobs.send('PUT', blob, { headers });
      answer = await lease(wanted);
    }
    if (answer.status !== 201) {
      if (answer.status !== 409) options.onProblem(`the lease of ${blob} was answered ${answer.status}`);
      return retryMs;
    }
    id = answer.headers.get('x-ms-lease-id') ?? '';
    renewed = asked;
    if (!released) options.onHeld();
    return leaseMs / 2;
  }

  async function renew(held: string): Promise<number> {
    const asked = performance.now();
    const { status } = await lease({ 'x-ms-lease-action': 'renew', 'x-ms-lease-id': held });
    if (status === 200) {
      renewed = asked;
      return leaseMs / 2;
    }
    return lose(`the lease of ${blob} is not renewed (${status})`);
  }

  function lose(why: string): number {
    id = undefined;
    options.onLost(why);
    return retryMs;
  }

  async function step() {
    const delay = await (id === undefined ? acquire() : renew(id)).catch((error: Error) => {
      if (id !== undefined && performance.now() - renewed >= leaseMs) return lose(error.message);
      options.onProblem(error.message);
      return Math.min(retryMs, leaseMs / 4);
    });
    if (!released) timer = setTimeout(next, delay);
  }

  let stepping = step();
  function next() {
    stepping = step();
  }

  return {
    async release() {
      released = true;
      clearTimeout(timer);
      await stepping;
      if (id === undefined) return;
      const held = id;
      id = undefined;
      await lease({ 'x-ms-lease-action': 'release', 'x-ms-lease-id': held }).catch(() => undefined);
    },
  };
}
