/** What is wrong, each kind of it once. */
export interface Findings {
  /** @param where - which request it came of, where that is known */
  add(what: string, where?: string): void;
  list(): string[];
}

/** A run in which everything is wrong says enough with so many. */
const most = 200;

/** @param tell - told of each kind as it is found */
export function collectFindings(tell: (finding: string) => void): Findings {
  const found = new Map<string, string>();
  return {
    add(what, where = '') {
      // Ids and numbers differ where the trouble is the same.
      const kind = what.replaceAll(/[0-9a-f]{8}-[\w-]+|\d+/g, '…').slice(0, 120);
      if (found.size >= most || found.has(kind)) return;
      found.set(kind, where + what);
      tell(where + what);
    },
    list: () => [...found.values()],
  };
}
