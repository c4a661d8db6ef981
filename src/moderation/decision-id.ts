import { createHash } from 'node:crypto';

/** 27 characters of base64url carry 162 bits: no two decisions ever share an id. */
const length = 27;

/** The name of a decision that carries out another one in one place, so that all of them are found by that one's name. */
export function childId(parent: string, place: string): string {
  return `${parent}.${hash(place)}`;
}

/**
 * Our own name for a decision. The same source and id always give the same one. A hash, because a sender's id may
 * hold any character, and URLs, table keys and log lines may not.
 *
 * @param dryRun - it only says what would happen: under a name of its own, so that the real one can still be sent.
 */
export function decisionId(source: string, id: string, { dryRun = false } = {}): string {
  return hash(JSON.stringify(dryRun ? [source, id, 'dry-run'] : [source, id]));
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, length);
}
