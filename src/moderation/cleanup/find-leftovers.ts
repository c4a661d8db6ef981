import { canonicalId } from '../../chat/identifier/communication-identifier.ts';
import { parseIdentifier } from '../../chat/identifier/parse-identifier.ts';
import type { CallLimits } from '../../upstream/call-limits.ts';
import { isComing } from '../coming-removal.ts';
import { isDamagedStanding } from '../damaged-standing.ts';
import { childId } from '../decision-id.ts';
import type { CleanupRun, ModerationEvent } from '../moderation-event.ts';
import type { CleanupRule } from './cleanup-rule.ts';
import { type DatedThread, fitsParticipant, fitsThread } from './fits-rule.ts';
import type { RunPorts } from './run-rule.ts';
import { threadsOf } from './why-no-longer-meant.ts';

/**
 * The people in a thread whom a rule is about, each as the decision to remove them, unless that is on its way already.
 *
 * @param spared - participants in canonical form whom no rule is about: the acting identity, and who is protected.
 * @throws UpstreamError when storage is away or the thread cannot be listed.
 */
export async function findLeftovers(
  run: CleanupRun,
  rule: CleanupRule,
  thread: DatedThread,
  spared: ReadonlySet<string>,
  { chat, standings, ledger }: RunPorts,
  limits: CallLimits,
): Promise<ModerationEvent[]> {
  const fits = fitsThread(rule, thread, ledger.now());
  const createdOn = fits === 'ask' ? await chat.threadCreatedOn(thread.id, limits) : undefined;
  const isMeant = createdOn === undefined ? fits : fitsThread(rule, { ...thread, createdOn }, ledger.now());
  if (isMeant !== true) return [];

  const found: ModerationEvent[] = [];
  for await (const { rawId } of chat.listParticipants(thread.id, limits)) {
    const parsed = parseIdentifier(rawId);
    if ('fault' in parsed || !fitsParticipant(rule, { rawId })) continue;
    const participant = canonicalId(parsed.identifier);
    if (spared.has(participant)) continue;
    const place = { threadId: thread.id, participant };
    const pair = await standings.pair(place, limits.signal).catch((error: unknown) => {
      // The decision about them meets that row too and fails by itself; the rule goes on to the others.
      if (isDamagedStanding(error)) return undefined;
      throw error;
    });
    if (pair && (await isComing(pair.thread, ledger, limits.signal))) continue;
    found.push({
      source: run.source,
      id: `${run.id} ${thread.id} ${participant}`,
      decision: childId(run.decision, `${thread.id} ${participant}`),
      action: 'remove',
      threadId: thread.id,
      participant: parsed.identifier,
      parent: run.decision,
      cause: { kind: 'rule', rule: rule.name, threads: threadsOf(rule) },
      ...((rule.dryRun || run.dryRun) && { dryRun: true as const }),
    });
  }
  return found;
}
