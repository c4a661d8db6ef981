import * as z from 'zod';
import { identifierModel } from '../chat/identifier/identifier-model.ts';
import { parseIdentifier } from '../chat/identifier/parse-identifier.ts';
import type { Fault } from '../http/http-problem.ts';
import { decisionId } from '../moderation/decision-id.ts';
import type { ModerationEvent } from '../moderation/moderation-event.ts';
import { inPlainWords, schemaFaults } from './schema-faults.ts';

/** Text of a person's or a program's making: whole characters, so that no two ids become one when encoded. */
const text = (max: number) =>
  z
    .string()
    .max(max)
    .refine((value) => value.isWellFormed(), 'holds half a character (a lone surrogate)')
    .refine((value) => value.trim() !== '', 'must not be empty');

const eventId = text(512);

/** Beyond it, ISO 8601 needs more digits than a table key has room for. */
const endOfTime = Date.parse('9999-01-01T00:00:00Z');

const time = z.iso
  .datetime({ offset: true, error: 'must be a time with a zone: 2026-11-23T09:30:00Z' })
  .transform((text) => Date.parse(text))
  .refine((ms) => ms >= 0 && ms < endOfTime, 'must lie between the years 1970 and 9999');

const notYet = (detail: string) => z.never({ error: detail }).optional();

/** The event in our own words. Members it does not know are ignored; those it knows are checked. */
export const nativeEvent = z.object({
  id: eventId.optional(),
  action: z.enum(['remove']),
  threadId: z
    .string()
    .regex(/^19:[A-Za-z0-9_-]{1,200}@thread\.v2$/, 'must be the id of an ACS thread: 19:…@thread.v2'),
  participant: z
    .union([z.string(), identifierModel], { error: 'must be a raw id or a CommunicationIdentifierModel' })
    .transform((input, context) => {
      const parsed = parseIdentifier(input);
      if ('identifier' in parsed) return parsed.identifier;
      const { path, detail } = parsed.fault;
      context.issues.push({ code: 'custom', path: [...path], message: detail, input });
      return z.NEVER;
    }),
  reason: text(1_000).optional(),
  moderator: text(400).optional(),
  occurredAt: time.optional(),
  effectiveAt: time.optional(),
  // Known, and never silently ignored: to drop one of them would remove somebody who should stay.
  until: notYet('goes with a ban, not with a removal'),
  dryRun: z.literal(false, { error: 'is not supported yet: the removal would be real' }).optional(),
});

/** Who sent an event, and the id of the delivery if the transport gave one. */
export interface Sender {
  readonly source: string;
  readonly deliveryId?: string | undefined;
}

/** Reads one native event, or says all that is wrong with it. */
export function readNativeEvent(
  json: unknown,
  { source, deliveryId }: Sender,
): { event: ModerationEvent } | { faults: Fault[] } {
  const parsed = nativeEvent.safeParse(json, { error: inPlainWords });
  if (!parsed.success) return { faults: schemaFaults(parsed.error) };
  const { action, threadId, participant, reason, moderator, occurredAt, effectiveAt } = parsed.data;
  const id = parsed.data.id ?? eventId.safeParse(deliveryId).data;
  if (!id)
    return { faults: [{ pointer: '/id', detail: 'is missing, and so is a usable header webhook-id' }] };
  return {
    event: {
      source,
      id,
      decision: decisionId(source, id),
      action,
      threadId,
      participant,
      ...(reason && { reason }),
      ...(moderator && { moderator }),
      ...(occurredAt !== undefined && { occurredAt }),
      ...(effectiveAt !== undefined && { effectiveAt }),
    },
  };
}
