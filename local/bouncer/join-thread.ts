import { addParticipant } from '../../src/chat/acs/add-participant.ts';
import { listParticipants } from '../../src/chat/acs/list-participants.ts';
import {
  type CommunicationIdentifier,
  canonicalId,
} from '../../src/chat/identifier/communication-identifier.ts';
import type { Clock } from '../../src/clock.ts';
import { mintChatToken } from '../../src/credentials/mint-chat-token.ts';
import { parseConnectionString } from '../../src/credentials/parse-connection-string.ts';
import { createSender } from '../../src/upstream/http-sender.ts';

/** Who is to be put into which thread, by whom. */
export interface Joining {
  readonly connectionString: string;
  readonly threadId: string;
  /** Somebody who is in the thread: only they can let others in. */
  readonly member: CommunicationIdentifier;
  readonly moderator: CommunicationIdentifier;
  readonly dryRun: boolean;
}

/** What came of it. */
export type Joined = 'joined' | 'in-already' | 'would-join';

/** For all of it, in milliseconds; and for one try of a call. */
const [totalMs, attemptMs] = [60_000, 10_000];

/**
 * Puts the moderator into a thread, by a token that is minted for a member of it.
 *
 * @throws UpstreamError
 */
export async function joinThread(
  { connectionString, threadId, member, moderator, dryRun }: Joining,
  clock: Clock,
): Promise<Joined> {
  const { endpoint, accessKey } = parseConnectionString(connectionString);
  const { createCommunicationAccessKeyCredentialPolicy } = await import(
    '../../src/credentials/access-key-policy.ts'
  );
  const policy = createCommunicationAccessKeyCredentialPolicy({ key: accessKey });
  const send = createSender();
  const limits = {
    signal: AbortSignal.timeout(totalMs),
    deadline: clock.monotonic() + totalMs,
    attemptMs,
    retries: 3,
  };
  const { token } = await mintChatToken(
    { endpoint, identity: member.rawId, policy },
    { send, clock },
    limits,
  );
  const get = async () => ({ token, endpoint });
  const ports = { send, clock, tokens: { get, replace: get } };

  const wanted = canonicalId(moderator);
  for await (const { rawId } of listParticipants(ports, threadId, limits)) {
    if (canonicalId({ rawId }) === wanted) return 'in-already';
  }
  if (dryRun) return 'would-join';
  await addParticipant(ports, threadId, moderator, limits);
  return 'joined';
}
