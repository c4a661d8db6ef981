import type { Obstacle, Outcome, WaitCode } from './outcome.ts';

/** How long until it is looked again whether enforcement is still paused, in milliseconds. */
const pausedForMs = 60_000;

const problem: Obstacle<WaitCode> = {
  code: 'paused',
  detail: 'Enforcement is paused (ENFORCEMENT); the decision is carried out when it is on again.',
};

/** What becomes of a decision while enforcement is paused: it waits, and that does not go towards `RETRY_FOR`. */
export function paused(
  now: number,
): Extract<Outcome, { status: 'waiting' }> & { problem: Obstacle<WaitCode> } {
  return { status: 'waiting', until: now + pausedForMs, problem };
}
