import type { Fate } from './draft.ts';
import type { Seat } from './world.ts';

/** What has to become of somebody, and which request says so. */
export interface Fated {
  readonly fate: Fate;
  /** In words, for a finding. */
  readonly request: string;
}

/** A thread that requests were about. */
export interface JudgedThread {
  readonly threadId: string;
  /** Whom requests were about. */
  readonly fates: ReadonlyMap<string, Fated>;
  /** Whom nobody has asked to remove: bystanders, and the identity that acts. */
  readonly others: readonly string[];
}

/** What is wrong with who is in a thread. `late` is about those who should be out by now. */
export function judgeThread(
  { threadId, fates, others }: JudgedThread,
  members: ReadonlySet<string>,
): { findings: string[]; late: string[] } {
  const gone = others.filter((one) => !members.has(one));
  const of = (fate: Fate, isIn: boolean) =>
    [...fates].filter(
      ([who, its]) => its.fate === fate && members.has(who) === isIn && !others.includes(who),
    );
  return {
    findings: [
      ...gone.map((who) => `${who} is out of ${threadId}, and no request was about that`),
      ...of('in', false).map(([who, { request }]) => `${request}: removed ${who}, and had to be refused`),
    ],
    late: of('out', true).map(([who, { request }]) => `${request}: ${who} is still in, and should be out`),
  };
}

/** What is wrong with a call for a removal; undefined if somebody may have meant it. */
export function judgeCall(
  { threadId, participant }: Seat,
  thread: JudgedThread | undefined,
  saidSo: (participant: string) => boolean,
): string | undefined {
  const fated = thread?.fates.get(participant);
  if (fated?.fate === 'in')
    return `${fated.request}: ACS was asked to remove ${participant}, which had to be refused`;
  if (fated) return undefined;
  if (!thread?.others.includes(participant) && saidSo(participant)) return undefined;
  return `ACS was asked to remove ${participant} from ${threadId}, which nobody asked for`;
}

/** The words in a body that could be somebody's id, however they are written there. */
export function wordsIn(body: Buffer): string[] {
  let text = body.toString();
  try {
    text = JSON.stringify(JSON.parse(text));
  } catch {
    // As it is, then.
  }
  const ids = (written: string) => written.match(/[\w+.-]+/g) ?? [];
  const encoded = text.match(/[A-Za-z0-9+/]{60,}/g) ?? [];
  return [...ids(text), ...encoded.flatMap((one) => ids(Buffer.from(one, 'base64').toString()))];
}

/** The words under which a participant may stand in a body: the whole of the id's last part, or the user in it. */
export function wordsFor(participant: string): string[] {
  const last = participant.slice(participant.lastIndexOf(':') + 1);
  return [last, last.slice(last.indexOf('_') + 1)];
}
