import type { Looked, Status } from './ledger.ts';

/** What decisions can be listed by. */
export type ListedStatus = 'failed' | 'held' | 'scheduled';

/** A page of a list, and how to get the next one. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly continuation?: string;
}

/** A decision in a list. */
export interface Listed {
  readonly decision: string;
  readonly record: Exclude<Looked, undefined>;
}

/** How many decisions stand how. */
export type Tally = Readonly<Partial<Record<Status, number>>>;

/** What the ledger says of many decisions at once. */
export interface LedgerLists {
  /** Those that have failed, are held or are scheduled: longest ago, or due soonest, first. */
  list(
    status: ListedStatus,
    limit: number,
    signal: AbortSignal,
    continuation?: string,
    since?: number,
  ): Promise<Page<Listed>>;
  /** The decisions that carry out another one, each in one thread. */
  listChildren(
    parent: string,
    limit: number,
    signal: AbortSignal,
    continuation?: string,
  ): Promise<Page<Listed>>;
  /** How many of them there are, by how they stand. */
  tallyChildren(parent: string, signal: AbortSignal): Promise<Tally>;
}
