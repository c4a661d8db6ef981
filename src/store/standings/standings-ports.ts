import type { Rows } from '../table-rows.ts';

/** What the standings stand on. */
export interface StandingsPorts {
  readonly rows: Rows;
  /** The storage account's time, milliseconds since 1970. */
  readonly now: () => number;
  /** How long decisions are kept, in milliseconds: so soon it is looked whether a standing may be forgotten. */
  readonly retentionMs: number;
}

/** How often a row that others are changing is read again. More than that, and it is damaged rather than busy. */
export const maxTries = 8;
