import * as z from 'zod';
import type { RatePorts } from './create-rate.ts';

/** The table that has a row for each source with a limit. */
export const rateTable = 'rates';
export const ratePartition = 'rates';

const minuteMs = 60_000;

/** As many instances may want the row at the same instant. Whoever loses more often is told that there is no room. */
const maxTries = 12;

const counter = z.object({ minute: z.int(), taken: z.int() });

/**
 * Counts on a source's row: one row for all minutes, so that none are left over. A lost reply counts twice, which holds a
 * few decisions too many and never lets one too many through.
 *
 * @returns how many of those wanted are within what there may be.
 */
export async function takeFromMinute(
  { rows, now }: RatePorts,
  source: string,
  wanted: number,
  most: number,
  signal: AbortSignal,
): Promise<number> {
  for (let tries = 0; tries < maxTries; tries += 1) {
    const row = await rows.read(source, signal);
    const known = counter.safeParse(row?.columns).data ?? { minute: 0, taken: 0 };
    // An instance whose minute is over yields to one that is in the next already.
    const minute = Math.max(known.minute, Math.floor(now() / minuteMs));
    const taken = known.minute === minute ? known.taken : 0;
    const within = Math.max(0, Math.min(wanted, most - taken));
    if (within === 0) return 0;
    const columns = { minute, taken: taken + within };
    const change = row ? { replace: source, etag: row.etag, columns } : { create: source, columns };
    if (await rows.write([change], signal)) return within;
  }
  return 0;
}
