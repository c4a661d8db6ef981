import type { ChatPlatform } from '../chat/chat-platform.ts';
import type { CommunicationIdentifier } from '../chat/identifier/communication-identifier.ts';
import type { Clock } from '../clock.ts';
import type { CallLimits } from '../upstream/call-limits.ts';
import { UpstreamError } from '../upstream/upstream-error.ts';
import { carryOut } from './carry-out.ts';
import { decide, type Facts } from './decide.ts';
import { placeOf } from './decided-of.ts';
import type { Ledger, Work } from './ledger.ts';
import type { ModerationEvent } from './moderation-event.ts';
import { obstructed, outOfTime } from './obstructed.ts';
import type { Outcome } from './outcome.ts';
import type { Pace } from './pace.ts';
import type { Policy } from './policy.ts';
import type { Place, StandingPair, Standings } from './standings.ts';

/** What an attempt stands on. */
export interface AttemptPorts {
  readonly clock: Clock;
  readonly ledger: Ledger;
  readonly standings: Standings;
  readonly pace: Pace;
  readonly chat: Pick<ChatPlatform, 'removeParticipant' | 'listParticipants'>;
  /** The policy in force. Throws an `UpstreamError` when it cannot be had. */
  policy(signal: AbortSignal): Promise<Policy>;
  /** Makes somebody's access tokens useless. Throws an `UpstreamError`. */
  revokeTokens?(participant: CommunicationIdentifier, limits: CallLimits): Promise<void>;
  /** Carries out a decision on every thread, as a decision for each. Throws an `UpstreamError`. */
  fanOut?(attempt: Attempt, order: FanOutOrder): Promise<Outcome>;
}

/** How a decision is to be fanned out. */
export interface FanOutOrder {
  /** With more threads than this it is held (`over-cap`). */
  readonly cap: number;
  /** Only to say what would happen. */
  readonly dryRun: boolean;
}

/** A decision that somebody has set about. */
export interface Attempt {
  readonly event: ModerationEvent;
  readonly place: Place;
  readonly work: Work;
  readonly ports: AttemptPorts;
  readonly limits: CallLimits;
  /** What is known of the event now. */
  facts(): Facts;
}

/**
 * Does once what an event asks for.
 *
 * @param early - what is on record about the participant, if somebody has read it already; it need not be the latest.
 * @returns how it ended; `unfinished` when it may still succeed later.
 */
export async function attempt(
  work: Work,
  ports: AttemptPorts,
  limits: CallLimits,
  early?: Promise<StandingPair | undefined>,
): Promise<Outcome> {
  const { event, received, confirmed } = work.record;
  const { signal } = limits;
  const place = placeOf(event);
  const facts = () => ({ received, confirmed, now: ports.ledger.now() });
  try {
    const read = async () => (await early) ?? (await ports.standings.pair(place, signal));
    const [policy, pair] = await Promise.all([ports.policy(signal), read()]);
    const plan = decide(event, pair, policy, facts());
    return await carryOut(plan, { event, place, work, ports, limits, facts }, pair);
  } catch (error) {
    if (error instanceof UpstreamError) return obstructed(error);
    if (signal.aborted) return outOfTime;
    throw error;
  }
}
