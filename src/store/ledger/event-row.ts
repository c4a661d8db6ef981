import * as z from 'zod';
import { parseIdentifier } from '../../chat/identifier/parse-identifier.ts';
import type { DecisionRecord } from '../../moderation/ledger.ts';
import { isUsable, type ModerationEvent, type WorkableEvent } from '../../moderation/moderation-event.ts';
import { endingCodes, outcomes } from '../../moderation/outcome.ts';
import { json, time } from '../column-codecs.ts';
import type { Columns, Row } from '../table-rows.ts';

const participant = z.codec(z.string(), z.custom<ModerationEvent['participant']>(), {
  decode: (rawId, context) => {
    const parsed = parseIdentifier(rawId);
    if ('identifier' in parsed) return parsed.identifier;
    context.issues.push({ code: 'custom', input: rawId, message: parsed.fault.detail });
    return z.NEVER;
  },
  encode: ({ rawId }) => rawId,
});

const obstacle = z.object({ code: z.string(), detail: z.string(), hint: z.string().exactOptional() });

const names = { source: z.string(), id: z.string(), decision: z.string() };

const event = z.object({
  ...names,
  action: z.enum(['remove', 'ban', 'unban']),
  threadId: z.string(),
  participant,
  reason: z.string().exactOptional(),
  moderator: z.string().exactOptional(),
  occurredAt: z.number().exactOptional(),
  effectiveAt: z.number().exactOptional(),
  until: z.number().exactOptional(),
  dryRun: z.literal(true).exactOptional(),
  revokeTokens: z.literal(true).exactOptional(),
  cause: z
    .discriminatedUnion('kind', [
      z.object({ kind: z.literal('ban'), decision: z.string() }),
      z.object({ kind: z.literal('rule'), rule: z.string(), threads: z.string().exactOptional() }),
    ])
    .exactOptional(),
  parent: z.string().exactOptional(),
});

const run = z.object({ ...names, rule: z.string(), dryRun: z.literal(true).exactOptional() });

const unusable = z.object({
  ...names,
  faults: z.array(z.object({ pointer: z.string(), detail: z.string() })).readonly(),
});

const ending = z.discriminatedUnion('status', [
  z.object({ status: z.literal('done'), outcome: z.enum(outcomes), detail: z.string().exactOptional() }),
  z.object({
    status: z.enum(['rejected', 'failed']),
    problem: obstacle.extend({ code: z.enum(endingCodes) }),
  }),
]);

/** The columns of an event row. A row of another version is not read: whoever wrote it knows something we do not. */
const eventRow = z.object({
  version: z.literal(1),
  event: json(z.union([unusable, run, event])),
  status: z.enum(['accepted', 'scheduled', 'held', 'done', 'rejected', 'failed']),
  ending: json(ending).exactOptional(),
  attempts: z.int(),
  lastError: json(obstacle).exactOptional(),
  received: time,
  updated: time,
  notBefore: time.exactOptional(),
  retrySince: time,
  /** Why it is held, until when, and when somebody let it go on. */
  hold: json(obstacle.extend({ code: z.enum(['over-rate', 'over-cap']) })).exactOptional(),
  heldUntil: time.exactOptional(),
  confirmed: time.exactOptional(),
  waitedFor: time.exactOptional(),
  /** Who works on it: a random id, until `leaseEnds`. */
  lease: z.string().exactOptional(),
  leaseEnds: time.exactOptional(),
  /** The lease under which the last attempt was settled: whoever lost the reply to that finds it here. */
  settledBy: z.string().exactOptional(),
  /** How often a lease ran out unused, and since when. */
  losses: z.int(),
  firstLoss: time.exactOptional(),
  /** The marker rows that belong to it, so that every write can take them along. */
  due: z.string().exactOptional(),
  failed: z.string().exactOptional(),
  held: z.string().exactOptional(),
  scheduled: z.string().exactOptional(),
  expire: z.string().exactOptional(),
});

/** An event row, read. */
export type EventRow = z.output<typeof eventRow>;

/** One whose event can be carried out. */
export type UsableRow = EventRow & { readonly event: WorkableEvent };

/** Whether there is something to carry out. */
export function isUsableRow(row: EventRow): row is UsableRow {
  return isUsable(row.event);
}

/** Reads an event row; undefined when it is damaged or of another version. */
export function readEventRow(row: Row): EventRow | undefined {
  return eventRow.safeDecode(row.columns as never).data;
}

/** The columns that an event row is written as. */
export function writeEventRow(row: EventRow): Columns {
  return eventRow.encode(row) as Columns;
}

/** What the rest of the house sees of an event row. */
export function toRecord<Row extends EventRow>(row: Row): DecisionRecord<Row['event']> {
  const { event, status, ending, attempts, lastError, received, updated, notBefore } = row;
  const { hold, heldUntil, confirmed, waitedFor } = row;
  return {
    event,
    status,
    attempts,
    received,
    updated,
    ...(ending && { ending }),
    ...(lastError && { lastError }),
    ...(notBefore !== undefined && { notBefore }),
    ...(hold && { hold }),
    ...(heldUntil !== undefined && { heldUntil }),
    ...(confirmed !== undefined && { confirmed }),
    ...(waitedFor !== undefined && { waitedFor }),
  };
}
