/** How far something has come that takes more than one run of a timer, by its name. */
export interface Progress {
  /** Throws an `UpstreamError` when storage is away. */
  read(name: string, signal: AbortSignal): Promise<Saved | undefined>;
  /**
   * Saves how far it has come, unless somebody else has saved since.
   *
   * @param version - of what was read; undefined when there was nothing.
   * @returns the new version; undefined when somebody else was quicker.
   */
  save(
    name: string,
    state: unknown,
    version: string | undefined,
    signal: AbortSignal,
  ): Promise<string | undefined>;
  /** Forgets it, whoever has saved it; whoever still goes on with it finds that somebody else was quicker. */
  forget(name: string, signal: AbortSignal): Promise<void>;
}

/** What was saved. Whoever reads it checks it: another version of the app may have written it. */
export interface Saved {
  readonly state: unknown;
  readonly version: string;
}
