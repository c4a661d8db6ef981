/** How the emulated Event Grid delivers; change it at any time, `reset` restores the defaults. */
export interface GridBehaviour {
  /** How often each event goes to each subscription; 2 shows that it is "at least once". */
  copies: number;
  /** What every wait between attempts is multiplied by: 0.001 makes ten seconds ten milliseconds. */
  waitFactor: number;
  /** How long an endpoint has to answer, in ms. */
  timeoutMs: number;
}

/** Event Grid's own, where it has them (azure-docs, event-grid/delivery-and-retry.md). */
export const DEFAULT_GRID_BEHAVIOUR: Readonly<GridBehaviour> = {
  copies: 1,
  waitFactor: 1,
  timeoutMs: 30_000,
};
