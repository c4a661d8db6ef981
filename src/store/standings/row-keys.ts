import type { Place } from '../../moderation/standings.ts';

/**
 * The one place that says where standings live. One partition, like the ledger's, so that a row and its copy change
 * together; should that ever not be enough, whatever is asked here is asked of one participant or of one thread.
 */
export const standingsTable = 'standings';
export const standingsPartition = 'standings';

/**
 * A name as part of a key: whatever a key may not hold, or what we part names with, as its code.
 * https://learn.microsoft.com/rest/api/storageservices/understanding-the-table-service-data-model#characters-disallowed-in-key-fields
 */
export function escaped(name: string): string {
  return name.replaceAll(/[^A-Za-z0-9@:._+*-]/gu, (found) => `=${found.codePointAt(0)?.toString(16)};`);
}

/** The key of what is on record about a participant in one place. */
export function standingKey({ participant, threadId }: Place): string {
  return `standing|${escaped(participant)}|${escaped(threadId)}`;
}

/** The key of its copy, there while it holds a ban or a lift: in the order of threads. */
export function copyKey({ participant, threadId }: Place): string {
  return `ban|${escaped(threadId)}|${escaped(participant)}`;
}

/** The key of the row that says when to look whether a standing may be forgotten, milliseconds since 1970. */
export function expireKey(time: number, { participant, threadId }: Place): string {
  return `expire|${new Date(time).toISOString()}|${escaped(participant)}|${escaped(threadId)}`;
}

/** A range of keys. */
export interface Range {
  readonly from: string;
  readonly below: string;
}

/** All keys that begin with some names: `}` follows on `|`. */
function beginningWith(...names: readonly string[]): Range {
  return { from: `${names.join('|')}|`, below: `${names.join('|')}}` };
}

/** All that is on record about a participant. */
export const ofParticipant = (participant: string) => beginningWith('standing', escaped(participant));

/** The bans and lifts of a thread, or (`*`) those for every thread. */
export const ofThread = (threadId: string) => beginningWith('ban', escaped(threadId));

/** The bans and lifts of all threads, without those for every thread: `*` comes before all that a thread id begins with. */
export const ofThreads: Range = { from: ofThread('*').below, below: beginningWith('ban').below };

/** All bans and lifts, those for every thread first. */
export const everyBan: Range = beginningWith('ban');

/** What is to be looked at up to a time. */
export function expiredAt(time: number): Range {
  return { from: 'expire|', below: `expire|${new Date(time).toISOString()}}` };
}
