import { identifierModel } from './identifier-model.ts';
import { rawIdOf } from './raw-id-of.ts';
import type { Member } from './threads.ts';

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
 * Says whom of those asked for to let in; for those who are in, nothing changes.
 *
 * @param present who is in, by rawId
 * @param refuses why somebody may not come in, or undefined
 * @returns also those who may not, in the specification's words; undefined when it would be more than 250
 */
export function chooseMembers(
  present: ReadonlyMap<string, Member>,
  asked: readonly Member[],
  refuses: (rawId: string) => Omit<Refused, 'target'> | undefined,
): { coming: Member[]; refused: Refused[] } | undefined {
  const coming = asked.filter(({ rawId }) => !present.has(rawId) && !refuses(rawId));
  const total = present.size + new Set(coming.map(({ rawId }) => rawId)).size;
  if (total > MOST_IN_A_THREAD) return undefined;
  const refused = asked.flatMap(({ rawId }) => {
    const why = refuses(rawId);
    return why ? [{ target: rawId, ...why }] : [];
  });
  return { coming, refused };
}

/** A member as answers show it (ChatParticipant). */
export function participantOf({ rawId, ...rest }: Member): object {
  return { communicationIdentifier: identifierModel(rawId), ...rest };
}
