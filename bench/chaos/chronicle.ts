import type { GridEvent } from '../../local/azure/communication/chat-event.ts';
import type { RunningAzure } from '../../local/azure/start-azure.ts';

/** Somebody who came into a thread or left it. */
export interface Change {
  readonly what: 'came' | 'left';
  readonly threadId: string;
  readonly participant: string;
  /** When it took effect, milliseconds since 1970. */
  readonly at: number;
}

/** All comings and goings from now on, oldest first. */
export interface Chronicle {
  readonly changes: readonly Change[];
  /** @param hear - told of each change at once. */
  listen(hear: (change: Change) => void): void;
}

/** Writes down who comes into threads and leaves them, as ACS announces it. */
export function keepChronicle({ communication }: Pick<RunningAzure, 'communication'>): Chronicle {
  const changes: Change[] = [];
  const listeners: ((change: Change) => void)[] = [];
  communication.events.listen((event) => {
    const change = changeOf(event);
    if (!change) return;
    changes.push(change);
    for (const hear of listeners) hear(change);
  });
  return { changes, listen: (hear) => void listeners.push(hear) };
}

const kinds = [
  ['Microsoft.Communication.ChatThreadParticipantAdded', 'came', 'participantAdded'],
  ['Microsoft.Communication.ChatThreadParticipantRemoved', 'left', 'participantRemoved'],
] as const;

interface Person {
  readonly participantCommunicationIdentifier: { readonly rawId: string };
}

function changeOf({ eventType, data }: GridEvent): Change | undefined {
  const [, what, member] = kinds.find(([type]) => type === eventType) ?? [];
  if (!what || !member) return undefined;
  const { rawId } = (data[member] as Person).participantCommunicationIdentifier;
  return { what, threadId: String(data.threadId), participant: rawId, at: Number(data.version) };
}
