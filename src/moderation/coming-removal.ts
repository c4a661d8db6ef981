import type { Standing } from './standings.ts';

/** How late a removal may come before nobody counts on it any more, in milliseconds: the sweep has found it by then. */
const lateMs = 2 * 60_000;

/**
 * Whether somebody's removal from a thread is on its way: under way now, or waiting for its turn. Then nothing is gained by
 * another decision; where it comes to nothing, the next look finds that.
 */
export function isComing({ actingUntil = 0, next }: Standing, now: number): boolean {
  return actingUntil > now || (next !== undefined && next.at + lateMs > now);
}
