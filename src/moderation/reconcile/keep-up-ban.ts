import { type CommunicationIdentifier, canonicalId } from '../../chat/identifier/communication-identifier.ts';
import type { CallLimits } from '../../upstream/call-limits.ts';
import { isBeingKeptOut } from '../coming-removal.ts';
import { decide } from '../decide.ts';
import type { EnforcePorts } from '../enforce.ts';
import { bansInForce } from '../in-force.ts';
import type { ModerationEvent } from '../moderation-event.ts';
import { removalForBan } from '../removal-for-ban.ts';
import { takeEvent, type Watch } from '../take-event.ts';
import { firstUnfinished } from './first-unfinished.ts';

/** What came of somebody in a thread who may be banned from it. */
export type Kept =
  /** No ban is in force, or they are on their way out already. */
  | 'nothing'
  /** A decision to remove them is on record. */
  | 'found'
  /** The policy says that nothing is to be done: they are protected, or `ENFORCEMENT` is not `on`. */
  | 'spared'
  /** It has failed for good this hour; it is tried again in the next. */
  | 'refused';

/** How long no other decision is made after one that has failed, in milliseconds: each is kept for months. */
const hourMs = 60 * 60_000;

/**
 * Has somebody removed who is in a thread and banned from it, by a decision of its own. As this is asked every minute for as
 * long as they are inside, none is made that would come to nothing.
 *
 * @throws UpstreamError when it is not known whether the decision is on record.
 */
export async function keepUpBan(
  threadId: string,
  participant: CommunicationIdentifier,
  ports: EnforcePorts,
  limits: CallLimits,
  watch: (event: ModerationEvent) => Watch,
): Promise<Kept> {
  const { standings, ledger } = ports;
  const { signal } = limits;
  const place = { threadId, participant: canonicalId(participant) };
  const pair = await standings.pair(place, signal);
  const now = ledger.now();
  const [ban] = bansInForce(pair, now);
  if (!ban || (await isBeingKeptOut(pair, ledger, signal))) return 'nothing';

  const hour = new Date(now - (now % hourMs)).toISOString();
  const eventOf = (number: number) =>
    removalForBan(ban, {
      source: 'bouncer.reconcile',
      id: `${hour} ${threadId} ${place.participant} ${ban.decision} ${number}`,
      threadId,
      participant,
    });
  const plan = decide(eventOf(1), pair, await ports.policy(signal), { received: now, now });
  if (plan.do !== 'remove') return 'spared';
  const event = await firstUnfinished(eventOf, ledger, signal);
  if (!event) return 'refused';
  await takeEvent(event, ports, limits, { async: true, watch: watch(event) });
  return 'found';
}
