import * as z from 'zod';
import { longWindowMs } from '../../moderation/next-slot.ts';
import { json, time } from '../column-codecs.ts';
import type { Columns, Row } from '../table-rows.ts';

/** A slot of a thread, and whose it is. Times are milliseconds since 1970. */
export interface Place {
  readonly at: number;
  /** The claim that wrote it, a random id: whoever lost the reply to that finds it here. */
  readonly claim: string;
  /** Who has reserved it; absent once it is used. */
  readonly decision?: string;
}

/** A thread's line. */
export interface Line {
  /** In ascending order. */
  readonly places: readonly Place[];
  /** ACS has answered 429: nobody calls until then, which is so many milliseconds after that answer. */
  readonly quiet?: { readonly until: number; readonly ms: number };
  /** When the last of the clean-ups that found no slot was told to come back. */
  readonly lastComeBack?: number;
}

/** As an array, because hundreds have to fit into a column of 64 KiB. */
const place = z.codec(z.tuple([z.number(), z.string(), z.string().optional()]), z.custom<Place>(), {
  decode: ([at, claim, decision]) => ({ at, claim, ...(decision !== undefined && { decision }) }),
  encode: ({ at, claim, decision }): [number, string, string?] =>
    decision === undefined ? [at, claim] : [at, claim, decision],
});

const lineRow = z.object({
  version: z.literal(1),
  places: json(z.array(place)),
  quietUntil: time.exactOptional(),
  quietMs: z.number().exactOptional(),
  lastComeBack: time.exactOptional(),
  /** After this the line says nothing that anybody needs to know. */
  last: time,
});

/**
 * Reads a line. One that is not there, or that nobody can read, begins anew: removals must not stand still for the sake
 * of their pace, and at the worst ACS answers 429.
 */
export function readLine(row: Row | undefined): Line {
  const read = lineRow.safeDecode((row?.columns ?? {}) as never).data;
  if (!read) return { places: [] };
  const { places, quietUntil: until, quietMs: ms, lastComeBack } = read;
  return {
    places,
    ...(until !== undefined && ms !== undefined && { quiet: { until, ms } }),
    ...(lastComeBack !== undefined && { lastComeBack }),
  };
}

/** Longer than any slot counts, by more than the clocks of instances differ. */
const keptMs = longWindowMs + 10_000;

/** The columns that a line is written as; slots that no longer count drop out. */
export function writeLine({ places, quiet, lastComeBack }: Line, now: number): Columns {
  const last = Math.max(now, places.at(-1)?.at ?? 0, quiet?.until ?? 0, lastComeBack ?? 0);
  const row: z.output<typeof lineRow> = {
    version: 1,
    places: places.filter(({ at }) => at > now - keptMs),
    ...(quiet && { quietUntil: quiet.until, quietMs: quiet.ms }),
    ...(lastComeBack !== undefined && { lastComeBack }),
    last,
  };
  return lineRow.encode(row) as Columns;
}
