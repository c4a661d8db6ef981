import type { Thread } from '../../chat/chat-platform.ts';

/** How far a run has come through the threads. */
export interface HowFar {
  /** The last thread that it has come past; absent at the beginning. */
  readonly at?: string;
  /** Threads before that one, by id, which could not be looked at for the moment. */
  readonly later: readonly string[];
  /** Threads that it goes on without: how many, and the first of them by id. */
  readonly missed: { readonly count: number; readonly named: readonly string[] };
  /** How often it has stopped because threads could not be looked at. */
  readonly stops: number;
}

export const atBeginning: HowFar = { later: [], missed: { count: 0, named: [] }, stops: 0 };

/** A row of storage holds 64 KiB of text: beyond so many, it goes on without. */
const mostLater = 200;
/** So many are named; the rest is counted. */
const mostNamed = 20;

/** What is left to look at, first what nobody has come to yet. Where the thread has gone that it was at, it begins anew. */
export function whatIsLeft(far: HowFar, threads: readonly Thread[]): { far: HowFar; left: Thread[] } {
  const found = threads.findIndex(({ id }) => id === far.at);
  if (found < 0) return { far: { ...atBeginning, stops: far.stops }, left: [...threads] };
  const later = new Set(far.later);
  const ahead = threads.slice(found + 1).filter(({ id }) => !later.has(id));
  const byId = new Map(threads.map((thread) => [thread.id, thread]));
  const back = far.later.flatMap((id) => byId.get(id) ?? []);
  return { far: { ...far, later: back.map(({ id }) => id) }, left: [...ahead, ...back] };
}

/** It has looked at a thread, or need not. */
export function past(far: HowFar, id: string): HowFar {
  if (!far.later.includes(id)) return { ...far, at: id };
  return { ...far, later: far.later.filter((other) => other !== id) };
}

/** It comes back to a thread, after all others. */
export function putOff(far: HowFar, id: string): HowFar {
  const rest = past(far, id);
  return rest.later.length < mostLater ? { ...rest, later: [...rest.later, id] } : without(far, id);
}

/** It goes on without a thread. */
export function without(far: HowFar, id: string): HowFar {
  const { count, named } = far.missed;
  const missed = { count: count + 1, named: named.length < mostNamed ? [...named, id] : named };
  return { ...past(far, id), missed };
}

/** It stops, since threads cannot be looked at for the moment. */
export function stopped(far: HowFar): HowFar {
  return { ...far, stops: far.stops + 1 };
}

/** The threads that it has gone on without, in words; empty when there are none. */
export function sayMissed({ missed: { count, named } }: HowFar): string {
  if (count === 0) return '';
  const more = count > named.length ? ` and ${count - named.length} more` : '';
  return `; ${count} threads could not be looked at: ${named.join(', ')}${more}`;
}
