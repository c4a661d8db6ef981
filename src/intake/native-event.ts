import * as z from 'zod';
import { identifierModel } from '../chat/identifier/identifier-model.ts';
import { parseIdentifier } from '../chat/identifier/parse-identifier.ts';
import type { Fault } from '../http/http-problem.ts';
import { decisionId } from '../moderation/decision-id.ts';
import type { ModerationEvent } from '../moderation/moderation-event.ts';
import { oneOrEveryThread } from './acs-thread.ts';
import { brokenRules } from './member-rules.ts';
import { endOfTime } from './read-time.ts';
import { inPlainWords, schemaFaults } from './schema-faults.ts';

/** Text of a person's or a program's making: whole characters, so that no two ids become one when encoded. */
const text = (max: number) =>
  z
    .string()
    .max(max)
    .refine((value) => value.isWellFormed(), 'holds half a character (a lone surrogate)')
    .refine((value) => value.trim() !== '', 'must not be empty');

/** The sender's own name for a decision. */
export const eventId = text(512);

const time = z.iso
  .datetime({ offset: true, error: 'must be a time with a zone: 2026-11-23T09:30:00Z' })
  .transform((text) => Date.parse(text))
  .refine((ms) => ms >= 0 && ms < endOfTime, 'must lie between the years 1970 and 9999');

/** The event in our own words. Members it does not know are ignored; those it knows are checked. */
export const nativeEvent = z.object({
  id: eventId.exactOptional(),
  action: z.enum(['remove', 'ban', 'unban']),
  threadId: z
    .string()
    .regex(oneOrEveryThread, 'must be the id of an ACS thread, 19:…@thread.v2, or * for every thread'),
  participant: z
    .union([z.string(), identifierModel], { error: 'must be a raw id or a CommunicationIdentifierModel' })
    .transform((input, context) => {
      const parsed = parseIdentifier(input);
      if ('identifier' in parsed) return parsed.identifier;
      const { path, detail } = parsed.fault;
      context.issues.push({ code: 'custom', path: [...path], message: detail, input });
      return z.NEVER;
    }),
  reason: text(1_000).exactOptional(),
  moderator: text(400).exactOptional(),
  occurredAt: time.exactOptional(),
  effectiveAt: time.exactOptional(),
  until: time.exactOptional(),
  dryRun: z.boolean().exactOptional(),
  revokeTokens: z.boolean().exactOptional(),
});

/** An event in an envelope is named on the envelope. */
const anyId = z
  .unknown()
  .optional()
  .transform(() => undefined);
const envelopedEvent = nativeEvent.extend({ id: anyId });

/** Who sent an event, and what the transport says of it. */
export interface Sender {
  readonly source: string;
  /** The id of the delivery; it stands in for an id that is missing. */
  readonly deliveryId?: string | undefined;
  /** What is written on the envelope: its id counts, whatever the event says; its time, if the event has none. */
  readonly envelope?: { readonly id: string; readonly occurredAt?: number | undefined };
}

/** Reads one native event, or says all that is wrong with it. */
export function readNativeEvent(
  json: unknown,
  { source, deliveryId, envelope }: Sender,
): { event: ModerationEvent } | { faults: Fault[] } {
  const schema = envelope ? envelopedEvent : nativeEvent;
  const parsed = schema.safeParse(json, { error: inPlainWords });
  if (!parsed.success) return { faults: schemaFaults(parsed.error) };
  const { id: own, dryRun, revokeTokens, ...said } = parsed.data;
  const id = envelope?.id ?? own ?? eventId.safeParse(deliveryId).data;
  if (!id) {
    const detail = 'is missing; the header webhook-id stands in for it, with a single event only';
    return { faults: [{ pointer: '/id', detail }] };
  }
  const event: ModerationEvent = {
    source,
    id,
    decision: decisionId(source, id, { dryRun: dryRun === true }),
    ...(envelope?.occurredAt !== undefined && { occurredAt: envelope.occurredAt }),
    ...said,
    ...(dryRun && { dryRun }),
    ...(revokeTokens && { revokeTokens }),
  };
  const faults = brokenRules(event);
  return faults.length > 0 ? { faults } : { event };
}
