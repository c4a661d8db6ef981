import * as z from 'zod';
import { damagedStanding } from '../../moderation/damaged-standing.ts';
import type { Placed } from '../../moderation/standings.ts';
import { json, time } from '../column-codecs.ts';
import { storageError } from '../storage-error.ts';
import type { Columns, Row } from '../table-rows.ts';

const decided = z.object({ decision: z.string(), source: z.string(), occurredAt: z.number() });

const ban = decided.extend({
  received: z.number(),
  until: z.number().exactOptional(),
  reason: z.string().exactOptional(),
  moderator: z.string().exactOptional(),
  revokeTokens: z.literal(true).exactOptional(),
});

/** The columns of a row. One of another version is not read: whoever wrote it knows something we do not. */
const standingRow = z.object({
  version: z.literal(1),
  participant: z.string(),
  threadId: z.string(),
  ban: json(ban).exactOptional(),
  lift: json(decided).exactOptional(),
  removal: json(decided.extend({ effectiveAt: z.number().exactOptional() })).exactOptional(),
  next: json(
    z.object({ decision: z.string(), at: z.number(), ban: z.string().exactOptional() }),
  ).exactOptional(),
  actingUntil: time.exactOptional(),
  /** The row that says when to look whether this one may be forgotten. */
  expire: z.string().exactOptional(),
  /** Somebody is about to delete it: whoever changes it now says that it stays. */
  leaving: z.literal(true).exactOptional(),
});

export type StandingRow = z.output<typeof standingRow>;

/** Reads a row; undefined when it is damaged or of another version. */
export function readStandingRow({ columns }: Row): StandingRow | undefined {
  return standingRow.safeDecode(columns as never).data;
}

/**
 * Reads a row that somebody's fate hangs on.
 *
 * @throws UpstreamError when nobody can read it: to take it for empty would lift a ban, or forget who was let in again.
 */
export function requireStandingRow(row: Row): StandingRow {
  const read = readStandingRow(row);
  if (!read) throw storageError({ statusCode: 422, code: damagedStanding });
  return read;
}

/** The columns that a row is written as. */
export function writeStandingRow(row: StandingRow): Columns {
  return standingRow.encode(row) as Columns;
}

/** The columns of a row's copy: what bans somebody and lets them in again, and no more. */
export function writeCopy({ version, participant, threadId, ban, lift }: StandingRow): Columns {
  return writeStandingRow({ version, participant, threadId, ...(ban && { ban }), ...(lift && { lift }) });
}

/** What the rest of the house sees of a row. */
export function toPlaced(row: StandingRow, etag?: string): Placed {
  const { participant, threadId, ban, lift, removal, next, actingUntil } = row;
  return {
    participant,
    threadId,
    standing: {
      ...(ban && { ban }),
      ...(lift && { lift }),
      ...(removal && { removal }),
      ...(next && { next }),
      ...(actingUntil !== undefined && { actingUntil }),
      ...(etag !== undefined && { version: etag }),
    },
  };
}
