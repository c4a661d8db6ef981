import { randomBytes } from 'node:crypto';

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
  /** By rawId, in the order of their coming. */
  readonly members: Map<string, Member>;
}

/** The threads of the resource, for tests and people: no token, no limits, no rules. */
export interface Threads {
  /** @returns the new thread's id */
  create(options?: { id?: string; topic?: string; createdBy?: string; members?: readonly string[] }): string;
  /** rawIds of who is in. @throws when there is no such thread */
  members(id: string): string[];
  add(id: string, ...rawIds: string[]): void;
  remove(id: string, ...rawIds: string[]): void;
  delete(id: string): void;
  /** Newest first, deleted ones included. */
  all(): Thread[];
  find(id: string): Thread | undefined;
  clear(): void;
}

export function createThreads(now: () => number): Threads {
  const threads = new Map<string, Thread>();
  const existing = (id: string): Thread => {
    const thread = threads.get(id);
    if (!thread) throw new Error(`No thread ${id}`);
    return thread;
  };
  return {
    create: ({
      id = newThreadId(),
      topic = 'A thread',
      members = [],
      createdBy = members[0] ?? '8:acs:nobody',
    } = {}) => {
      const entries = members.map((rawId): [string, Member] => [rawId, { rawId }]);
      threads.set(id, { id, topic, createdBy, createdOn: now(), members: new Map(entries) });
      return id;
    },
    members: (id) => [...existing(id).members.keys()],
    add: (id, ...rawIds) => {
      for (const rawId of rawIds) existing(id).members.set(rawId, { rawId });
    },
    remove: (id, ...rawIds) => {
      for (const rawId of rawIds) existing(id).members.delete(rawId);
    },
    delete: (id) => {
      existing(id).deletedOn = now();
    },
    all: () => [...threads.values()].reverse(),
    find: (id) => threads.get(id),
    clear: () => threads.clear(),
  };
}

/** 19:{44 characters}@thread.v2, as in the Python SDK's recordings. */
const newThreadId = (): string => `19:${randomBytes(32).toString('base64url')}1@thread.v2`;
