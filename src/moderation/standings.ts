import type { Page } from './ledger-lists.ts';

/** A decision, as far as others have to know it. Times are milliseconds since 1970. */
export interface Decided {
  readonly decision: string;
  readonly source: string;
  /** When it was decided: as it claims, but never later than it was received. */
  readonly occurredAt: number;
}

/** A ban on record: in force or not (`in-force.ts` says which). */
export interface Ban extends Decided {
  readonly received: number;
  /** When it ends; never if absent. */
  readonly until?: number;
  readonly reason?: string;
  readonly moderator?: string;
  readonly revokeTokens?: true;
}

/** The end of the bans that are older than it. */
export type Lift = Decided;

/** A removal on record. */
export interface Removal extends Decided {
  /** Since when it is to take effect, if it was for later. */
  readonly effectiveAt?: number;
}

/** Whom and where a standing is about. */
export interface Place {
  /** The participant in canonical form (`canonicalId`). */
  readonly participant: string;
  /** A thread, or `*` for every thread. */
  readonly threadId: string;
}

/** The newest of each that was decided about a participant in one place. */
export interface Standing {
  readonly ban?: Ban;
  readonly lift?: Lift;
  readonly removal?: Removal;
  /** The next removal of theirs that waits for its turn, if one of our own waits: when, milliseconds since 1970. */
  readonly next?: {
    readonly decision: string;
    readonly at: number;
    /** The ban that it keeps up; absent if it is on account of a rule. */
    readonly ban?: string;
  };
  /** Until then a call to remove them may be under way; only ever grows, and only in the row of a thread. */
  readonly actingUntil?: number;
  /** Names the state it was read in; absent when nothing is on record. */
  readonly version?: string;
}

/** All that bears on a participant in a thread: what was decided for the thread, and for every thread. */
export interface StandingPair {
  /** Empty when it is every thread that is asked about. */
  readonly thread: Standing;
  readonly every: Standing;
}

/** What is on record about a participant in one place. */
export interface Placed extends Place {
  readonly standing: Standing;
}

/** A ban, whom it is about, where, and the pair it stands in. */
export interface ListedBan extends Place {
  readonly ban: Ban;
  readonly pair: StandingPair;
}

/** Which bans are asked for; all of them, if neither is said. */
export interface BansAsked {
  readonly participant?: string;
  /** A thread, or `*` for the bans from every thread. */
  readonly threadId?: string;
}

/**
 * The memory of who is banned, let in again, or to be removed, and where. Throws an `UpstreamError` when storage is away.
 * Whether a ban that is on record is in force is for `in-force.ts` to say, and for nobody else.
 */
export interface Standings {
  pair(place: Place, signal: AbortSignal): Promise<StandingPair>;
  /**
   * Changes what is on record, from the state that `turn` is given; asked again when somebody else was quicker, or when a
   * reply was lost. So it has to bear being asked about its own effect.
   *
   * @param known - the state as it was read last.
   * @param turn - the next state; undefined leaves it as it is.
   * @returns the state now.
   */
  change(
    place: Place,
    known: Standing,
    turn: (standing: Standing) => Standing | undefined,
    signal: AbortSignal,
  ): Promise<Standing>;
  /** The latest `actingUntil` of a participant, in whichever thread; undefined when there is none. */
  latestMark(participant: string, signal: AbortSignal): Promise<number | undefined>;
  /** Whoever has a ban or a lift in a thread, or (`*`) in the row for every thread. */
  bansIn(threadId: string, signal: AbortSignal): Promise<readonly Placed[]>;
  /** All that is on record about a participant. */
  bansOf(participant: string, signal: AbortSignal): Promise<readonly Placed[]>;
  /** Bans on record, a page at a time; a page may be short, or empty, before the last one. */
  listBans(
    asked: BansAsked,
    limit: number,
    signal: AbortSignal,
    continuation?: string,
  ): Promise<Page<ListedBan>>;
  /**
   * The threads in which somebody has a ban or a lift of that thread's own, each once, a page at a time; from the beginning,
   * or `after` one of them.
   *
   * @param isMeant - which standings count.
   */
  threadsWith(
    isMeant: (standing: Standing) => boolean,
    limit: number,
    signal: AbortSignal,
    after?: string,
  ): Promise<Page<string>>;
  /**
   * Deletes what has been kept long enough.
   *
   * @param keptUntil - until when a standing is kept, given itself and all that bears on it (`bearsOn`); undefined when it
   *   may be forgotten now.
   */
  deleteExpired(
    limit: number,
    keptUntil: KeptUntil,
    signal: AbortSignal,
  ): Promise<{ found: number; deleted: number }>;
}

/** Says how long a standing is kept. */
export type KeptUntil = (
  placed: Placed,
  bearing: readonly Placed[],
  signal: AbortSignal,
) => Promise<number | undefined>;
