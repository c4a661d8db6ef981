import * as z from 'zod';
import type { Arrival } from '../moderation/keep-out.ts';

const person = z.object({
  participantCommunicationIdentifier: z.object({ rawId: z.string() }),
});
const thread = { threadId: z.string() };
const added = z.object({ ...thread, participantAdded: person });
const created = z.object({ ...thread, participants: z.array(person).default([]) });

/** Whom each event is about: https://learn.microsoft.com/azure/event-grid/communication-services-chat-events */
const arrivals: Readonly<Record<string, (data: unknown) => Omit<Arrival, 'eventId'>>> = {
  'Microsoft.Communication.ChatThreadParticipantAdded': (data) => {
    const { threadId, participantAdded } = added.parse(data);
    return { threadId, rawIds: [rawIdOf(participantAdded)] };
  },
  'Microsoft.Communication.ChatThreadCreated': (data) => {
    const { threadId, participants } = created.parse(data);
    return { threadId, rawIds: participants.map(rawIdOf) };
  },
};

const rawIdOf = (one: z.output<typeof person>): string => one.participantCommunicationIdentifier.rawId;

/** Either of the schemas that Event Grid delivers in: its own says `eventType`, CloudEvents says `type`. */
const event = z.object({ id: z.string().min(1), data: z.unknown() }).and(
  z.union([z.object({ eventType: z.string() }), z.object({ type: z.string() })]).transform((named) => ({
    type: 'eventType' in named ? named.eventType : named.type,
  })),
);

/**
 * Reads who has come into which thread from an event of ACS Chat.
 *
 * @returns `other` for events that tell of nobody's coming, `unreadable` for what is no such event.
 */
export function readArrival(given: unknown): Arrival | 'other' | 'unreadable' {
  const parsed = event.safeParse(given);
  if (!parsed.success) return 'unreadable';
  const { id, type, data } = parsed.data;
  const read = Object.hasOwn(arrivals, type) ? arrivals[type] : undefined;
  if (!read) return 'other';
  try {
    return { eventId: id, ...read(data) };
  } catch {
    return 'unreadable';
  }
}
