/** What is known about a call beyond its path. Names and ids only: never a secret, a key or a token. */
export interface CallDetail {
  readonly threadId?: string;
  /** rawId of the person added or removed. */
  readonly participant?: string;
  /** rawId of the user whose token was sent. */
  readonly actor?: string;
  readonly secret?: string;
  readonly version?: string;
  /** The ACS identity acted on. */
  readonly identity?: string;
  /** Client id of the managed identity that was asked for, or whose token was sent. */
  readonly clientId?: string;
  readonly resource?: string;
  /** How the caller showed who it is: `hmac`, `bearer` or `none`. */
  readonly scheme?: string;
}

export interface Call extends CallDetail {
  /** Milliseconds since 1970, by the emulator's clock. */
  readonly at: number;
  readonly service: string;
  readonly operation: string;
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  /** What was sent; absent while it waits, and for good when nothing was sent. */
  status?: number;
  /** What the service decided, when a fault hid it. */
  hiddenStatus?: number;
  /** The fault that met it: `status`, `delay`, `hang`, `reset` or `reset-mid-body`. */
  fault?: string;
}

/** Every member given must be equal. */
export type CallMatch = Partial<Omit<Call, 'at'>>;

export interface CallLog {
  add(call: Call): Call;
  /** Oldest first. */
  list(match?: CallMatch): Call[];
  count(match?: CallMatch): number;
  /** Calls answered below 400, by operation: `{ 'secrets.get': 2, 'chat.removeParticipant': 100 }`. */
  successes(): Record<string, number>;
  clear(): void;
}

export const matchesCall = (call: Call, match: CallMatch): boolean =>
  Object.entries(match).every(([key, wanted]) => wanted === undefined || call[key as keyof Call] === wanted);

export function createCallLog(): CallLog {
  const calls: Call[] = [];
  const list = (match: CallMatch = {}) => calls.filter((call) => matchesCall(call, match));
  return {
    add: (call) => {
      calls.push(call);
      return call;
    },
    list: (match) => list(match).map((call) => ({ ...call })),
    count: (match) => list(match).length,
    successes: () => {
      const counts: Record<string, number> = {};
      for (const { operation, status } of calls) {
        if (status !== undefined && status < 400) counts[operation] = (counts[operation] ?? 0) + 1;
      }
      return counts;
    },
    clear: () => {
      calls.length = 0;
    },
  };
}
