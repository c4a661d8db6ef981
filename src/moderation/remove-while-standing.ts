import type { Removal } from '../chat/chat-platform.ts';
import { backoff } from '../upstream/backoff.ts';
import { UpstreamError } from '../upstream/upstream-error.ts';
import type { Attempt } from './attempt.ts';
import { banHasEnded } from './ban-has-ended.ts';
import { isOwn } from './decided-of.ts';
import { endTokens } from './end-tokens.ts';
import { callMs } from './lease.ts';
import { everyThread, type ModerationEvent } from './moderation-event.ts';
import { obstructed, outOfTime } from './obstructed.ts';
import type { Outcome } from './outcome.ts';
import { recordStanding } from './record-standing.ts';
import type { Standing, StandingPair } from './standings.ts';
import { whyNotStanding } from './stands.ts';
import { withDecision } from './with-decision.ts';

/** For how long a mark lets calls start, where no sender waits, in milliseconds: an unban waits as long, and the call. */
const startMs = 3_000;

/**
 * Removes somebody for as long as the decision to do so stands, at the pace of the thread's limit. Tries again as often as
 * the limits say, each time with a slot of its own.
 */
export async function removeWhileStanding(attempt: Attempt, known: StandingPair): Promise<Outcome> {
  const { ports, limits } = attempt;
  const { clock } = ports;
  for (let retry = 0; ; retry += 1) {
    const outcome = await removeOnce(attempt, known);
    if (outcome.status !== 'unfinished' || outcome.throttled || retry >= limits.retries) return outcome;
    const wait = Math.max(outcome.retryAfterMs ?? 0, backoff(retry, clock.random()));
    if (limits.signal.aborted || clock.monotonic() + wait >= limits.deadline) return outcome;
    try {
      await clock.sleep(wait, limits.signal);
    } catch {
      return outcome;
    }
  }
}

/** One call. The order of the steps is what makes it safe; README.md in this folder says what each of them is against. */
async function removeOnce(attempt: Attempt, known: StandingPair): Promise<Outcome> {
  const { event, place, work, ports, limits, facts } = attempt;
  const { clock, ledger, pace, standings, chat } = ports;
  const { signal } = limits;
  const attemptMs = Math.min(limits.attemptMs, callMs);
  const lastStart = Math.min(limits.deadline, work.lastCallAt, clock.monotonic() + startMs);
  const mark = Math.ceil(ledger.now() + (lastStart - clock.monotonic()) + attemptMs);

  const isUrgent = event.cause?.kind !== 'rule';
  const [claimed, marked] = await both(
    pace.claim(place.threadId, event.decision, isUrgent, signal),
    recordStanding(attempt, place, known.thread, (row) => withMark(row, attempt, mark), lastStart),
  );
  if (claimed.kind === 'come-back' || claimed.at > ledger.now()) return waitsForSlot(claimed.at);
  if (!marked) return outOfTime;

  // Of the thread's row the mark has told how it stands: a lift written after that waits for the mark.
  const { every } = await standings.pair({ ...place, threadId: everyThread }, signal);
  const pair = { thread: marked, every };
  const { received, now } = facts();
  const detail = whyNotStanding(event, received, pair, now);
  if (detail !== undefined) return { status: 'done', outcome: 'superseded', detail };
  const end = endOf(event, pair);
  if (end <= now) return banHasEnded;
  const deadline = Math.min(lastStart, clock.monotonic() + (end - now));
  if (clock.monotonic() >= deadline) return outOfTime;
  try {
    const call = { signal, attemptMs, deadline, retries: 0 };
    const removal = await chat.removeParticipant(place.threadId, event.participant, call);
    return event.action === 'ban' ? await banSet(attempt, removal) : { status: 'done', outcome: removal };
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error;
    // Told to all who want something of this thread. If that fails, they find out as we did.
    const isThrottled = error.upstream === 'acs-chat' && error.status === 429;
    if (isThrottled) await pace.pushBack(place.threadId, error.retryAfterMs, signal).catch(() => {});
    return obstructed(error);
  }
}

/** Says in the thread's row that a call may be under way, and, of a removal, that it was decided. */
function withMark(row: Standing, { event, facts }: Attempt, mark: number): Standing | undefined {
  const { received, now } = facts();
  const isNoted = event.action === 'remove' && !isOwn(event);
  const named = isNoted ? withDecision(row, event, received, now) : undefined;
  if (!named && (row.actingUntil ?? 0) >= mark) return undefined;
  return { ...(named ?? row), actingUntil: Math.max(row.actingUntil ?? 0, mark) };
}

/** When the ban ends that somebody is removed for, milliseconds since 1970. */
function endOf({ action, until, cause }: ModerationEvent, { thread, every }: StandingPair): number {
  if (action === 'ban') return until ?? Number.POSITIVE_INFINITY;
  const bans = [thread.ban, every.ban];
  const kept = bans.find((ban) => cause?.kind === 'ban' && ban?.decision === cause.decision);
  return kept?.until ?? Number.POSITIVE_INFINITY;
}

const details: Readonly<Record<Removal, string>> = {
  removed: 'They were removed.',
  'already-absent': 'They were not in the thread.',
};

async function banSet(attempt: Attempt, removal: Removal): Promise<Outcome> {
  return { status: 'done', outcome: 'ban-set', detail: details[removal] + (await endTokens(attempt)) };
}

function waitsForSlot(at: number): Outcome {
  const detail = 'As many people were removed from the thread as ACS lets be removed; its turn comes.';
  return { status: 'waiting', until: at, problem: { code: 'waits-for-slot', detail } };
}

/** Waits for both, also when one of them fails: nothing is to run on behind an answer. */
async function both<A, B>(one: Promise<A>, other: Promise<B>): Promise<[A, B]> {
  await Promise.allSettled([one, other]);
  return await Promise.all([one, other]);
}
