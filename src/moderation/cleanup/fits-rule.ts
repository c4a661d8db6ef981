import type { Participant, Thread } from '../../chat/chat-platform.ts';
import { canonicalId } from '../../chat/identifier/communication-identifier.ts';
import { parseIdentifier } from '../../chat/identifier/parse-identifier.ts';
import type { CleanupRule } from './cleanup-rule.ts';

/** A thread, and when it was made if that had to be asked for; milliseconds since 1970. */
export interface DatedThread extends Thread {
  readonly createdOn?: number;
}

/**
 * Whether a rule is about a thread.
 *
 * @returns `ask` when that depends on when the thread was made, which a listing does not tell.
 */
export function fitsThread(
  { threads: { idleForMs, olderThanMs, topic } }: CleanupRule,
  { topic: given, lastMessageReceivedOn, createdOn }: DatedThread,
  now: number,
): boolean | 'ask' {
  if (topic !== undefined && !matchesText(topic, given)) return false;
  const written = lastMessageReceivedOn === undefined ? Number.NaN : Date.parse(lastMessageReceivedOn);
  if (idleForMs !== undefined && now - written < idleForMs) return false;
  // Where nobody has ever written, it has been idle since it was made.
  const needsCreation = olderThanMs !== undefined || (idleForMs !== undefined && Number.isNaN(written));
  if (!needsCreation) return true;
  if (createdOn === undefined) return 'ask';
  return now - createdOn >= Math.max(olderThanMs ?? 0, Number.isNaN(written) ? (idleForMs ?? 0) : 0);
}

/** Whether a rule is about somebody. Whoever is protected is for `decide` to spare. */
export function fitsParticipant(
  { participants: { kinds, ids, except } }: CleanupRule,
  { rawId }: Pick<Participant, 'rawId'>,
): boolean {
  const canonical = canonicalId({ rawId });
  if (except.includes(canonical)) return false;
  if (ids !== undefined && !ids.includes(canonical)) return false;
  if (kinds === undefined) return true;
  const parsed = parseIdentifier(rawId);
  return 'identifier' in parsed && kinds.includes(parsed.identifier.kind);
}

/** Whether a text fits a pattern in which `*` stands for any text. By parts, since a regular expression can be made to hang. */
function matchesText(pattern: string, text: string): boolean {
  const [first = '', ...rest] = pattern.split('*');
  if (rest.length === 0) return text === pattern;
  if (!text.startsWith(first)) return false;
  const last = rest.pop() ?? '';
  let from = first.length;
  for (const part of rest) {
    const found = text.indexOf(part, from);
    if (found < 0) return false;
    from = found + part.length;
  }
  return text.length - last.length >= from && text.endsWith(last);
}
