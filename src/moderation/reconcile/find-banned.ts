import { canonicalId } from '../../chat/identifier/communication-identifier.ts';
import { parseIdentifier } from '../../chat/identifier/parse-identifier.ts';
import type { CallLimits } from '../../upstream/call-limits.ts';
import { isBeingKeptOut } from '../coming-removal.ts';
import type { EnforcePorts } from '../enforce.ts';
import { bansInForce } from '../in-force.ts';
import type { ModerationEvent } from '../moderation-event.ts';
import { ownEvent } from '../own-event.ts';

/** What looking for banned people stands on. */
export type FindPorts = Pick<EnforcePorts, 'standings' | 'ledger' | 'chat'>;

/**
 * Finds who is in a thread and banned from it, and makes a decision of each that is not on its way out already.
 *
 * @param everywhere - participants in canonical form who are, or were, banned from every thread.
 * @param round - names this round of reconciling: each makes new decisions.
 * @throws UpstreamError when storage is away or the thread cannot be listed.
 */
export async function findBanned(
  threadId: string,
  everywhere: ReadonlySet<string>,
  round: string,
  { chat, standings, ledger }: FindPorts,
  limits: CallLimits,
): Promise<ModerationEvent[]> {
  const { signal } = limits;
  const here = await standings.bansIn(threadId, signal);
  const suspects = new Set([...everywhere, ...here.map(({ participant }) => participant)]);
  if (suspects.size === 0) return [];

  const found: ModerationEvent[] = [];
  for await (const { rawId } of chat.listParticipants(threadId, limits)) {
    const parsed = parseIdentifier(rawId);
    if ('fault' in parsed) continue;
    const participant = canonicalId(parsed.identifier);
    if (!suspects.has(participant)) continue;
    const now = ledger.now();
    const pair = await standings.pair({ threadId, participant }, signal);
    const [ban] = bansInForce(pair, now);
    if (!ban || isBeingKeptOut(pair, now)) continue;
    found.push(
      ownEvent({
        source: 'bouncer.reconcile',
        id: `${round} ${threadId} ${participant}`,
        threadId,
        participant: parsed.identifier,
        cause: { kind: 'ban', decision: ban.decision },
        ...(ban.reason && { reason: ban.reason }),
      }),
    );
  }
  return found;
}
