import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import { SUBSCRIPTION } from '../management/subscription.ts';
import { identifierModel } from './identifier-model.ts';
import type { Member, Thread } from './threads.ts';

/** An event as Event Grid's own schema has it (learn.microsoft.com/azure/event-grid/event-schema). */
export interface GridEvent {
  readonly id: string;
  /** Resource id of the one it comes from. */
  readonly topic: string;
  readonly subject: string;
  readonly eventType: string;
  /** ISO 8601. */
  readonly eventTime: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly dataVersion: string;
  readonly metadataVersion: string;
}

/** What has happened in a thread. */
export interface ChatChange {
  readonly what: keyof typeof KINDS;
  readonly thread: Thread;
  /** rawId of who did it. */
  readonly by: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Who came or went. */
  readonly member?: Member;
}

/** The resource that events come from; in thread-level events it is written in lower case. */
export const TOPIC =
  `/subscriptions/${SUBSCRIPTION.id}/resourceGroups/${SUBSCRIPTION.resourceGroup}/providers/Microsoft.Communication/communicationServices/${SUBSCRIPTION.communicationName}`.toLowerCase();

/** With seven digits of a second, as the service writes most of its times. */
const fine = (at: number, zone: string): string => new Date(at).toISOString().replace('Z', `0000${zone}`);
const coarse = (at: number): string => new Date(at).toISOString().replace('Z', '+00:00');

/** Without `kind`, which no example of an event has. */
function identifier(rawId: string): object {
  const { kind: _, ...model } = identifierModel(rawId);
  return model;
}

const participant = ({ rawId, displayName, metadata }: Member): object => ({
  ...(displayName === undefined ? {} : { displayName }),
  participantCommunicationIdentifier: identifier(rawId),
  ...(metadata === undefined ? {} : { metadata }),
});

/**
 * Kind of event -> the last but one segment of its subject, and what its data has beyond the common members
 * (azure-docs, event-grid/communication-services-chat-events.md; the spellings are theirs).
 */
const KINDS = {
  ChatThreadCreated: {
    verb: 'createdBy',
    data: ({ thread, by }: ChatChange) => ({
      createdByCommunicationIdentifier: identifier(by),
      properties: { topic: thread.topic },
      ...(thread.metadata === undefined ? {} : { metadata: thread.metadata }),
      participants: [...thread.members.values()].map(participant),
    }),
  },
  ChatThreadDeleted: {
    verb: 'deletedBy',
    data: ({ by, at }: ChatChange) => ({
      deletedByCommunicationIdentifier: identifier(by),
      deleteTime: fine(at, '+00:00'),
    }),
  },
  ChatThreadParticipantAdded: {
    verb: 'participantadded',
    data: ({ by, at, member }: ChatChange) => ({
      time: fine(at, '+00:00'),
      addedByCommunicationIdentifier: identifier(by),
      participantAdded: member && participant(member),
    }),
  },
  ChatThreadParticipantRemoved: {
    verb: 'participantremoved',
    data: ({ by, at, member }: ChatChange) => ({
      time: fine(at, '+00:00'),
      removedByCommunicationIdentifier: identifier(by),
      participantRemoved: member && participant(member),
    }),
  },
} as const;

/** The thread-level event that ACS publishes for a change. */
export function chatEvent(change: ChatChange): GridEvent {
  const { what, thread, by, at, member } = change;
  const { verb, data } = KINDS[what];
  return {
    id: randomUUID(),
    topic: TOPIC,
    subject: `thread/${thread.id}/${verb}/${member?.rawId ?? by}`,
    eventType: `Microsoft.Communication.${what}`,
    eventTime: fine(at, 'Z'),
    data: {
      ...data(change),
      createTime: coarse(thread.createdOn),
      version: at,
      threadId: thread.id,
      transactionId: transactionId(),
    },
    dataVersion: '1.0',
    metadataVersion: '1',
  };
}

/** Of the form of the documented ones, such as `9q6cO7i4FkaZ+5RRVzshVw.1.1.1.1.974913783.1`. */
const transactionId = (): string =>
  `${randomBytes(16).toString('base64').replace(/=+$/, '')}.1.1.1.1.${randomInt(1_000_000_000)}.1`;
