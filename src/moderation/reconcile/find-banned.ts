import { type CommunicationIdentifier, canonicalId } from '../../chat/identifier/communication-identifier.ts';
import { parseIdentifier } from '../../chat/identifier/parse-identifier.ts';
import type { CallLimits } from '../../upstream/call-limits.ts';
import type { EnforcePorts } from '../enforce.ts';
import { bannedIn } from './banned-in.ts';

/** What looking for banned people stands on. */
export type FindPorts = Pick<EnforcePorts, 'standings' | 'ledger' | 'chat'>;

/**
 * Finds who is in a thread and may be banned from it; whether they are is for whoever acts on it to look up.
 *
 * @param everywhere - participants in canonical form who are banned from every thread.
 * @throws UpstreamError when storage is away or the thread cannot be listed.
 */
export async function findBanned(
  threadId: string,
  everywhere: ReadonlySet<string>,
  { chat, standings, ledger }: FindPorts,
  limits: CallLimits,
): Promise<CommunicationIdentifier[]> {
  const here = await bannedIn(threadId, standings, ledger.now(), limits.signal);
  const suspects = everywhere.union(here);
  if (suspects.size === 0) return [];

  const inside: CommunicationIdentifier[] = [];
  for await (const { rawId } of chat.listParticipants(threadId, limits)) {
    const parsed = parseIdentifier(rawId);
    // Whom we cannot name, nobody can have banned.
    if (!('fault' in parsed) && suspects.has(canonicalId(parsed.identifier))) inside.push(parsed.identifier);
  }
  return inside;
}
