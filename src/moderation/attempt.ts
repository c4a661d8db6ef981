import type { ChatPlatform } from '../chat/chat-platform.ts';
import type { CommunicationIdentifier } from '../chat/identifier/communication-identifier.ts';
import type { Clock } from '../clock.ts';
import type { CallLimits } from '../upstream/call-limits.ts';
import { UpstreamError } from '../upstream/upstream-error.ts';
import { carryOut } from './carry-out.ts';
import type { CleanupRules } from './cleanup/read-cleanup-rules.ts';
import { decide, type Facts } from './decide.ts';
import { placeOf } from './decided-of.ts';
import type { Ledger, Work } from './ledger.ts';
import { everyThread, type ModerationEvent } from './moderation-event.ts';
import { obstructed, outOfTime } from './obstructed.ts';
import type { Outcome } from './outcome.ts';
import type { Pace } from './pace.ts';
import type { Policy } from './policy.ts';
import type { Progress } from './progress.ts';
import type { Place, StandingPair, Standings } from './standings.ts';

/** What an attempt stands on. */
export interface AttemptPorts {
  readonly clock: Clock;
  readonly ledger: Ledger;
  readonly standings: Standings;
  readonly pace: Pace;
  readonly chat: ChatPlatform;
  readonly queue: { enqueue(decision: string, delayMs: number, signal: AbortSignal): Promise<void> };
  readonly progress: Progress;
  /** The clean-up rules in force. */
  readonly rules: CleanupRules;
  /** The policy in force. Throws an `UpstreamError` when it cannot be had. */
  policy(signal: AbortSignal): Promise<Policy>;
  /** Makes somebody's access tokens useless. Throws an `UpstreamError`. */
  revokeTokens?(participant: CommunicationIdentifier, limits: CallLimits): Promise<void>;
}

/** A decision that somebody has set about. */
export interface Attempt {
  readonly event: ModerationEvent;
  readonly place: Place;
  readonly work: Work<ModerationEvent>;
  readonly ports: AttemptPorts;
  readonly limits: CallLimits;
  /** What is known of the event now. */
  facts(): Facts;
}

/**
 * Does once what an event asks for.
 *
 * @returns how it ended; `unfinished` when it may still succeed later.
 */
export async function attempt(
  work: Work<ModerationEvent>,
  ports: AttemptPorts,
  limits: CallLimits,
): Promise<Outcome> {
  const { event, received, confirmed, hold } = work.record;
  const { signal } = limits;
  const place = placeOf(event);
  // Whoever has confirmed that there are many decisions has not heard yet how much this one would touch.
  const capLifted = confirmed !== undefined && hold?.code === 'over-cap';
  const facts = () => ({ received, capLifted, now: ports.ledger.now() });
  try {
    const policy = await ports.policy(signal);
    const pair = isKick(event, policy) ? nothingKnown : await ports.standings.pair(place, signal);
    const plan = decide(event, pair, policy, facts());
    return await carryOut(plan, { event, place, work, ports, limits, facts }, pair);
  } catch (error) {
    if (error instanceof UpstreamError) return obstructed(error);
    if (signal.aborted) return outOfTime;
    throw error;
  }
}

const nothingKnown: StandingPair = { thread: {}, every: {} };

/**
 * Whether it is a plain removal, to be done now. Then nothing is read beforehand: what it goes by it reads anyway, after it
 * has said that a call may be under way (`remove-while-standing.ts`), and mostly nothing is on record about the person.
 */
function isKick(event: ModerationEvent, { enforcement }: Policy): boolean {
  const { action, threadId, effectiveAt, dryRun, cause } = event;
  const isNow = effectiveAt === undefined && !dryRun && enforcement === 'on';
  return action === 'remove' && threadId !== everyThread && isNow && !cause;
}
