import { identifierModel } from './identifier-model.ts';
import { rawIdOf } from './raw-id-of.ts';
import type { Member, Thread } from './threads.ts';

const MOST_AT_ONCE = 200;
const MOST_IN_A_THREAD = 250;

export interface Refused {
  readonly target: string;
  readonly code: string;
  readonly message: string;
}

/** Reads `participants` of a request. @returns undefined when it is not a list of at most 200 people */
export function readMembers(participants: unknown): Member[] | undefined {
  if (!Array.isArray(participants) || participants.length > MOST_AT_ONCE) return undefined;
  const members: Member[] = [];
  for (const one of participants as Array<Record<string, unknown> | null>) {
    const rawId = rawIdOf(one?.communicationIdentifier);
    if (rawId === undefined) return undefined;
    const { displayName, shareHistoryTime, metadata } = one as Partial<Member>;
    members.push({
      rawId,
      ...(displayName === undefined ? {} : { displayName }),
      ...(shareHistoryTime === undefined ? {} : { shareHistoryTime }),
      ...(metadata === undefined ? {} : { metadata }),
    });
  }
  return members;
}

/**
 * Lets people into a thread; for those who are in, nothing changes.
 *
 * @param refuses why somebody may not come in, or undefined
 * @returns those who may not, in the specification's words, or undefined when it would be more than 250
 */
export function admitMembers(
  thread: Thread,
  members: readonly Member[],
  refuses: (rawId: string) => Omit<Refused, 'target'> | undefined,
): Refused[] | undefined {
  const coming = members.filter(({ rawId }) => !thread.members.has(rawId) && !refuses(rawId));
  const total = thread.members.size + new Set(coming.map(({ rawId }) => rawId)).size;
  if (total > MOST_IN_A_THREAD) return undefined;
  for (const member of coming) thread.members.set(member.rawId, member);
  return members.flatMap(({ rawId }) => {
    const why = refuses(rawId);
    return why ? [{ target: rawId, ...why }] : [];
  });
}

/** A member as answers show it (ChatParticipant). */
export function participantOf({ rawId, ...rest }: Member): object {
  return { communicationIdentifier: identifierModel(rawId), ...rest };
}
