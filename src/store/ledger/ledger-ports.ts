import type { Clock } from '../../clock.ts';
import type { Rows } from '../table-rows.ts';

/** What the ledger stands on. */
export interface LedgerPorts {
  readonly rows: Rows;
  readonly clock: Clock;
  /** Whether `now` has been told by the account. */
  readonly isClockSet: () => boolean;
  /** The storage account's time, milliseconds since 1970. */
  readonly now: () => number;
  /** A name for a lease that nobody else ever takes. */
  readonly newLease: () => string;
  /** How long a decision is kept after its end, in milliseconds. */
  readonly retentionMs: number;
  /** How long a decision is held before it is rejected because nobody confirmed it, in milliseconds. */
  readonly holdForMs: number;
}

/** How often a row that others are changing is read again. More than that, and it is damaged rather than busy. */
export const maxTries = 5;
