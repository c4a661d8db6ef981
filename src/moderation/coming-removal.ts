import { bansInForce } from './in-force.ts';
import type { DecisionRecord, Ledger } from './ledger.ts';
import type { Standing, StandingPair } from './standings.ts';

/** How late a removal may come before nobody counts on it any more, in milliseconds: the sweep has found it by then. */
const lateMs = 2 * 60_000;

/**
 * Where it says how a decision stands that was noted. The note itself is never taken back: were it believed once the
 * removal has been, whoever is back would be passed over. It costs a read, and only where the note would have that done.
 */
type Records = Pick<Ledger, 'find' | 'now'>;

/**
 * Whether somebody's removal from a thread is on its way: under way now, or waiting for its turn. Then nothing is gained by
 * another decision of a rule; where it comes to nothing, the next look finds that.
 *
 * @throws UpstreamError when storage is away.
 */
export async function isComing(
  { actingUntil = 0, next }: Standing,
  records: Records,
  signal: AbortSignal,
): Promise<boolean> {
  const now = records.now();
  if (actingUntil > now) return true;
  if (next === undefined || next.at + lateMs <= now) return false;
  return (await unfinished(next, records, signal)) !== undefined;
}

/**
 * Whether whoever is banned is on their way out. Only what keeps up a ban that is in force counts: what a rule has led to,
 * or a ban that was lifted, is superseded when its turn comes, and removes nobody.
 *
 * @throws UpstreamError when storage is away.
 */
export async function isBeingKeptOut(
  pair: StandingPair,
  records: Records,
  signal: AbortSignal,
): Promise<boolean> {
  const { next: _, ...withoutNext } = pair.thread;
  return await isComing(keepsUp(pair, records.now()) ? pair.thread : withoutNext, records, signal);
}

/**
 * Whether a removal on account of a ban waits whose call has yet to start: it undoes whatever has happened until now. One
 * that somebody has set about, whatever the clock of this host says, may have called already.
 *
 * @throws UpstreamError when storage is away.
 */
export async function isStillToCome(
  pair: StandingPair,
  records: Records,
  signal: AbortSignal,
): Promise<boolean> {
  const now = records.now();
  const { next } = pair.thread;
  if (next === undefined || next.at <= now || !keepsUp(pair, now)) return false;
  return (await unfinished(next, records, signal))?.notBefore !== undefined;
}

/** The record of a decision that was noted, unless it has ended or nobody can read it. */
async function unfinished(
  { decision }: NonNullable<Standing['next']>,
  records: Records,
  signal: AbortSignal,
): Promise<DecisionRecord | undefined> {
  const record = await records.find(decision, signal);
  return typeof record === 'object' && !record.ending ? record : undefined;
}

function keepsUp(pair: StandingPair, now: number): boolean {
  return bansInForce(pair, now).some(({ decision }) => decision === pair.thread.next?.ban);
}
