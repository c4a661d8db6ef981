import type { ChatToken } from '../../credentials/chat-tokens.ts';
import type { CallLimits } from '../../upstream/call-limits.ts';
import { UpstreamError } from '../../upstream/upstream-error.ts';
import type { Removal } from '../chat-platform.ts';
import type { CommunicationIdentifier } from '../identifier/communication-identifier.ts';
import type { AcsChatPorts } from './acs-call.ts';
import { notInThread, removeAs } from './remove-as.ts';

/** As whom people are removed. */
export type ActingIdentity = 'moderator' | 'participant' | 'moderator-then-participant';

/** What removals stand on. */
export interface RemovalPorts extends AcsChatPorts {
  readonly acting?: ActingIdentity;
  /** Mints tokens for others; needed unless only the moderator acts. */
  readonly people?: { mint(rawId: string, limits: CallLimits): Promise<ChatToken> };
}

/**
 * Puts one participant out of a thread: as the moderator, as the person themselves with a token minted for them (whoever
 * may sign for the resource may do that, and a member may leave), or as the second where the first is not in the thread.
 *
 * @throws UpstreamError
 */
export async function removeParticipant(
  ports: RemovalPorts,
  threadId: string,
  participant: CommunicationIdentifier,
  limits: CallLimits,
): Promise<Removal> {
  const { acting = 'moderator', people } = ports;
  // Only users of an ACS resource have tokens that it can mint.
  const mayLeave = people !== undefined && participant.kind === 'communicationUser';
  if (acting === 'moderator' || !mayLeave) return await removeAs(ports, threadId, participant, limits);
  const leave = () => removeAsThemselves(ports, people, threadId, participant, limits);
  if (acting === 'participant') return await leave();
  try {
    return await removeAs(ports, threadId, participant, limits);
  } catch (error) {
    if (error instanceof UpstreamError && error.code === notInThread) return await leave();
    throw error;
  }
}

async function removeAsThemselves(
  { send, clock }: AcsChatPorts,
  people: NonNullable<RemovalPorts['people']>,
  threadId: string,
  participant: CommunicationIdentifier,
  limits: CallLimits,
): Promise<Removal> {
  const mint = () => people.mint(participant.rawId, limits);
  const token = await mint();
  const tokens = { get: async () => token, replace: mint };
  try {
    return await removeAs({ send, clock, tokens }, threadId, participant, limits);
  } catch (error) {
    // Who may neither leave nor list the thread is not in it; nor is anybody in a thread that does not exist.
    if (error instanceof UpstreamError && error.code === notInThread) return 'already-absent';
    throw error;
  }
}
