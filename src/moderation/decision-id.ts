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
 */
export function decisionId(source: string, id: string): string {
  return hash(JSON.stringify([source, id]));
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, length);
}
