/** Words that were said, remembered for as long as a run lasts. */
export interface Words {
  add(word: string): void;
  has(word: string): boolean;
}

/** Remembers 32 bits of each: of a million words, one in four thousand others is taken for one of them. */
export function rememberWords(): Words {
  const hashes = new Set<number>();
  return {
    add: (word) => void hashes.add(hash(word)),
    has: (word) => hashes.has(hash(word)),
  };
}

/** FNV-1a: https://datatracker.ietf.org/doc/html/draft-eastlake-fnv */
function hash(word: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < word.length; at += 1) value = Math.imul(value ^ word.charCodeAt(at), 0x01000193);
  return value >>> 0;
}
