import type { Clock } from '../../clock.ts';
import type { Rows } from '../table-rows.ts';

/** What the ledger stands on. */
export interface LedgerPorts {
  readonly rows: Rows;
  readonly clock: Clock;
  /** The storage account's time, milliseconds since 1970. */
  readonly now: () => number;
  /** A name for a lease that nobody else ever takes. */
  readonly newLease: () => string;
  /** How long a decision is kept after its end, in milliseconds. */
  readonly retentionMs: number;
}

/** How long a lease lasts. */
export const leaseMs = 30_000;
/** How long one call to the chat platform may take; so no call starts later than this before the lease ends. */
export const callMs = 8_000;
