import type { RunningAzure } from '../azure/start-azure.ts';

/** Somebody to show things with. */
export interface Person {
  readonly name: string;
  readonly rawId: string;
}

/** A thread with people in it, for a demonstration. */
export interface SeatedThread {
  readonly threadId: string;
  readonly people: readonly Person[];
  /** Who is in the thread now, by name where we gave one. */
  present(): Person[];
}

/** Makes a thread with the moderator and the named people in it. */
export function seatPeople(azure: RunningAzure, names: readonly string[]): SeatedThread {
  const people = [
    { name: 'the moderator', rawId: azure.moderatorId },
    ...names.map((name) => ({ name, rawId: azure.communication.createIdentity() })),
  ];
  const threadId = azure.communication.threads.create({
    topic: 'Live chat',
    createdBy: azure.moderatorId,
    members: people.map(({ rawId }) => rawId),
  });
  return {
    threadId,
    people,
    present() {
      const members = azure.communication.threads.members(threadId);
      return members.map((rawId) => people.find((one) => one.rawId === rawId) ?? { name: '?', rawId });
    },
  };
}
