/** How many new decisions each source has sent in this minute, counted by all instances together. */
export interface Rate {
  /**
   * Counts further decisions of a source, as long as there is room for them.
   *
   * @param most - how many there may be in a minute.
   * @returns how many of them are within that.
   * @throws UpstreamError when storage is away.
   */
  take(source: string, count: number, most: number, signal: AbortSignal): Promise<number>;
}
