import type { Rate } from '../../moderation/rate.ts';
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
 * meanwhile shares the next one: so instances compete for the row, and not every caller with every other.
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
      const settle = Promise.withResolvers<number>();
      const line = lines.get(source);
      const one = { count, most, signal, settle };
      if (line) line.push(one);
      else {
        const opened = [one];
        lines.set(source, opened);
        void serve(source, opened);
      }
      return await settle.promise;
    },
  };
}

/** Never rejects: whoever waits is told. */
async function countTogether(ports: RatePorts, source: string, all: readonly Waiting[]): Promise<void> {
  const wanted = all.reduce((sum, { count }) => sum + count, 0);
  const [{ most, signal } = { most: 0, signal: AbortSignal.abort() }] = all.slice(-1);
  try {
    let within = await takeFromMinute(ports, source, wanted, most, signal);
    for (const { count, settle } of all) {
      const share = Math.min(count, within);
      within -= share;
      settle.resolve(share);
    }
  } catch (error) {
    for (const { settle } of all) settle.reject(error);
  }
}
