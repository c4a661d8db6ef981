/** One decision of the load, and what its sender got to know. */
export interface Sent {
  readonly id: string;
  readonly action: 'remove' | 'ban' | 'unban';
  /** A thread, or `*` for every thread. */
  readonly threadId: string;
  readonly participant: string;
  /** When it was decided, milliseconds since 1970; absent where it is the only one about its person. */
  readonly occurredAt?: number;
  /** How long after it was first sent a ban ends, in milliseconds; never if absent. */
  readonly lastsMs?: number;
  /** Whether its sender calls again when it gets no answer, as many webhooks do not. */
  readonly patient: boolean;
  requests: number;
  /** Milliseconds since 1970; 0 until then. */
  firstSent: number;
  /** When the ban ends, milliseconds since 1970. */
  until?: number;
  /** The decision, once any answer said that the event was taken. */
  acknowledged?: string;
}

/** A decision that nobody has sent yet. */
export function unsent(said: Omit<Sent, 'requests' | 'firstSent' | 'until' | 'acknowledged'>): Sent {
  return { ...said, requests: 0, firstSent: 0 };
}
