import { randomBytes } from 'node:crypto';
import type { ChatChange } from './chat-event.ts';

export interface Member {
  readonly rawId: string;
  readonly displayName?: string;
  readonly shareHistoryTime?: string;
  readonly metadata?: Readonly<Record<string, string>>;
}

export interface Thread {
  readonly id: string;
  /** rawId. */
  readonly createdBy: string;
  /** Milliseconds since 1970. */
  readonly createdOn: number;
  topic: string;
  metadata?: unknown;
  retentionPolicy?: unknown;
  /** Milliseconds since 1970; absent while it lives. */
  deletedOn?: number;
  /** By rawId, in the order of their coming. Changed through `Threads` alone, so that no change goes unannounced. */
  readonly members: ReadonlyMap<string, Member>;
}

export interface NewThread {
  readonly id?: string;
  readonly topic?: string;
  /** rawId; the first member, if absent. */
  readonly createdBy?: string;
  readonly members?: ReadonlyArray<string | Member>;
  readonly metadata?: unknown;
  readonly retentionPolicy?: unknown;
}

/** The threads of the resource, for tests and people: no token, no limits, no rules. Each change is announced. */
export interface Threads {
  /** @returns the new thread's id */
  create(options?: NewThread): string;
  /** rawIds of who is in. @throws when there is no such thread */
  members(id: string): string[];
  /** As if who made the thread did it; nothing for those who are in. */
  add(id: string, ...rawIds: string[]): void;
  /** As if who made the thread did it; nothing for those who are not in. */
  remove(id: string, ...rawIds: string[]): void;
  /** @param by rawId; who made the thread, if absent */
  delete(id: string, by?: string): void;
  /** Lets in those who are not in yet. @param by rawId of who adds them */
  admit(id: string, members: readonly Member[], by: string): void;
  /** Puts somebody out who is in. @param by rawId of who removes them */
  dismiss(id: string, rawId: string, by: string): void;
  /** Newest first, deleted ones included. */
  all(): Thread[];
  find(id: string): Thread | undefined;
  clear(): void;
}

type Kept = Thread & { readonly members: Map<string, Member> };

/** @param announce told of each change, once it is made */
export function createThreads(now: () => number, announce: (change: ChatChange) => void = () => {}): Threads {
  const threads = new Map<string, Kept>();
  const existing = (id: string): Kept => {
    const thread = threads.get(id);
    if (!thread) throw new Error(`No thread ${id}`);
    return thread;
  };
  const admit: Threads['admit'] = (id, members, by) => {
    const thread = existing(id);
    for (const member of members) {
      if (thread.members.has(member.rawId)) continue;
      thread.members.set(member.rawId, member);
      announce({ what: 'ChatThreadParticipantAdded', thread, by, at: now(), member });
    }
  };
  const dismiss: Threads['dismiss'] = (id, rawId, by) => {
    const thread = existing(id);
    const member = thread.members.get(rawId);
    if (!member) return;
    thread.members.delete(rawId);
    announce({ what: 'ChatThreadParticipantRemoved', thread, by, at: now(), member });
  };
  return {
    create: ({ id = newThreadId(), topic = 'A thread', members = [], createdBy, ...rest } = {}) => {
      const first = members.map((one) => (typeof one === 'string' ? { rawId: one } : one));
      const by = createdBy ?? first[0]?.rawId ?? '8:acs:nobody';
      const entries = first.map((member): [string, Member] => [member.rawId, member]);
      const thread = { ...rest, id, topic, createdBy: by, createdOn: now(), members: new Map(entries) };
      threads.set(id, thread);
      announce({ what: 'ChatThreadCreated', thread, by, at: thread.createdOn });
      return id;
    },
    members: (id) => [...existing(id).members.keys()],
    add: (id, ...rawIds) => {
      const people = rawIds.map((rawId) => ({ rawId }));
      admit(id, people, existing(id).createdBy);
    },
    remove: (id, ...rawIds) => {
      for (const rawId of rawIds) dismiss(id, rawId, existing(id).createdBy);
    },
    delete: (id, by) => {
      const thread = existing(id);
      if (thread.deletedOn !== undefined) return;
      thread.deletedOn = now();
      announce({ what: 'ChatThreadDeleted', thread, by: by ?? thread.createdBy, at: thread.deletedOn });
    },
    admit,
    dismiss,
    all: () => [...threads.values()].reverse(),
    find: (id) => threads.get(id),
    clear: () => threads.clear(),
  };
}

/** 19:{44 characters}@thread.v2, as in the Python SDK's recordings. */
const newThreadId = (): string => `19:${randomBytes(32).toString('base64url')}1@thread.v2`;
