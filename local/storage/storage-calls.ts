import type { ServiceName } from './azurite-messages.ts';

/** A call to the storage account, as it passed. */
export type StorageCall = {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly service: ServiceName;
  /** Such as `table.transaction` or `queue.put`; `name-operation.ts` has them all. */
  readonly operation: string;
  /** The table, the queue or the container. */
  readonly resource: string;
  readonly method: string;
  /** With the account in front and with the query. */
  readonly path: string;
  /** What was sent; absent while it waits, and for good when nothing was sent. */
  status?: number;
  /** What the storage said, when a fault hid it. */
  hiddenStatus?: number;
  /** The fault that met it: `status`, `delay`, `hang`, `reset`, `reset-mid-body` or `drop`. */
  fault?: string;
};

/** Every member given must fit: equal, matching a pattern, or found in the request's body. */
export type StorageMatch = {
  service?: ServiceName;
  operation?: string;
  resource?: string;
  method?: string;
  path?: RegExp;
  bodyIncludes?: string;
  status?: number;
};

/** @param body of the request, which is not kept */
export function matchesStorageCall(call: StorageCall, match: StorageMatch, body = ''): boolean {
  const { path, bodyIncludes, ...equal } = match;
  if (path && call.path.search(path) === -1) return false;
  if (bodyIncludes !== undefined && !body.includes(bodyIncludes)) return false;
  return Object.entries(equal).every(
    ([key, wanted]) => wanted === undefined || call[key as keyof StorageCall] === wanted,
  );
}

/** What has passed. Bodies are not kept: there can be tens of thousands. */
export type StorageCalls = {
  add(call: StorageCall): StorageCall;
  /** Oldest first. */
  list(match?: StorageMatch): StorageCall[];
  count(match?: StorageMatch): number;
  clear(): void;
};

export function createStorageCalls(): StorageCalls {
  const calls: StorageCall[] = [];
  const list = (match: StorageMatch = {}) => calls.filter((call) => matchesStorageCall(call, match));
  return {
    add(call) {
      calls.push(call);
      return call;
    },
    list: (match) => list(match).map((call) => ({ ...call })),
    count: (match) => list(match).length,
    clear() {
      calls.length = 0;
    },
  };
}
