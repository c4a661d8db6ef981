import type { Rate } from '../../moderation/rate.ts';
import { untilAborted } from '../../upstream/until-aborted.ts';
import { storageError } from '../storage-error.ts';
import type { Rows } from '../table-rows.ts';
import { takeFromMinute } from './take-from-minute.ts';

/** What counting stands on. */
export interface RatePorts {
  readonly rows: Rows;
  /** The storage account's time, milliseconds since 1970: all instances count the same minute. */
  now(): number;
}

/** A request that waits to be counted together with others. */
interface Waiting {
  readonly count: number;
  readonly most: number;
  readonly signal: AbortSignal;
  readonly settle: PromiseWithResolvers<number>;
}

/**
 * Counts on one row a source. What one instance wants of a source goes through one write at a time, and whatever comes
 * meanwhile shares the next one: so instances compete for the row, and not every caller with every other. Nobody waits
 * longer than their own signal lets them, whoever they share a write with.
 */
export function createRate(ports: RatePorts): Rate {
  const lines = new Map<string, Waiting[]>();

  const serve = async (source: string, line: Waiting[]) => {
    for (let all = line.splice(0); all.length > 0; all = line.splice(0))
      await countTogether(ports, source, all);
    lines.delete(source);
  };

  return {
    async take(source, count, most, signal) {
      if (signal.aborted) throw storageError(signal.reason);
      const settle = Promise.withResolvers<number>();
      const line = lines.get(source);
      const one = { count, most, signal, settle };
      if (line) line.push(one);
      else {
        const opened = [one];
        lines.set(source, opened);
        void serve(source, opened);
      }
      return await untilAborted(settle.promise, signal).catch((error: unknown) => {
        throw signal.aborted ? storageError(signal.reason) : error;
      });
    },
  };
}

/** Never rejects: whoever waits is told. */
async function countTogether(ports: RatePorts, source: string, all: readonly Waiting[]): Promise<void> {
  // Whoever has left meanwhile wants nothing any longer, and has no time left to count in.
  const waiting = all.filter(({ signal }) => !signal.aborted);
  const newest = waiting.at(-1);
  if (!newest) return;
  const wanted = waiting.reduce((sum, { count }) => sum + count, 0);
  try {
    let within = await takeFromMinute(ports, source, wanted, newest.most, newest.signal);
    for (const { count, settle } of waiting) {
      const share = Math.min(count, within);
      within -= share;
      settle.resolve(share);
    }
  } catch (error) {
    for (const { settle } of waiting) settle.reject(error);
  }
}
