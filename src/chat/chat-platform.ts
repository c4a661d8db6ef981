import type { CallLimits } from '../upstream/call-limits.ts';
import type { CommunicationIdentifier } from './identifier/communication-identifier.ts';

/** Somebody in a thread, as the platform lists them. */
export interface Participant {
  readonly rawId: string;
  readonly displayName?: string;
}

/** A thread, as the platform lists it. */
export interface Thread {
  readonly id: string;
  readonly topic: string;
  readonly lastMessageReceivedOn?: string;
}

/** A page of a listing of threads. */
export interface ThreadPage {
  readonly threads: readonly Thread[];
  /** Where the listing goes on; absent on the last page. For how long that is good is for the platform to say. */
  readonly next?: string;
}

/** How a removal ended when it did not fail. */
export type Removal = 'removed' | 'already-absent';

/**
 * What this app needs of a chat platform, and all it may ask of one: ACS Chat retires on 2028-09-30, and
 * whoever moves on takes the rest of the house along. Every method throws an `UpstreamError`.
 */
export interface ChatPlatform {
  /** Puts one participant out of one thread. */
  removeParticipant(
    threadId: string,
    participant: CommunicationIdentifier,
    limits: CallLimits,
  ): Promise<Removal>;
  /** Everybody in a thread, page by page. The limits hold for the whole listing. */
  listParticipants(threadId: string, limits: CallLimits): AsyncIterable<Participant>;
  /** When a thread was made, milliseconds since 1970. */
  threadCreatedOn(threadId: string, limits: CallLimits): Promise<number>;
  /** Every thread the acting identity is in; from the beginning, or `from` the page that another one led to. */
  listThreads(limits: CallLimits, from?: string): AsyncIterable<ThreadPage>;
}
