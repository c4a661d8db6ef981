import type { CommunicationIdentifier } from '../../../chat/identifier/communication-identifier.ts';
import { parseIdentifier } from '../../../chat/identifier/parse-identifier.ts';
import type { Fault } from '../../../http/http-problem.ts';
import { everyThread } from '../../../moderation/moderation-event.ts';
import { acsThread } from '../../acs-thread.ts';
import type { FieldPath, SourceOfFormat } from '../reading.ts';
import { type Found, firstOf, pointerOf } from './value-at.ts';
import type { Meaning, Vendor } from './vendor.ts';

/** The person whom an event is about, or why nobody can know. */
export function locateParticipant(
  json: object,
  { participant }: Meaning,
  { participantFrom }: SourceOfFormat,
): { participant: CommunicationIdentifier } | { fault: Fault } {
  const paths = participantFrom?.path ? [participantFrom.path] : participant;
  const found = firstOf(json, paths);
  if (!found) return missing(paths, 'an ACS identifier', 'participantFrom');
  const id = idOf(found, participantFrom);
  const parsed = id === undefined ? undefined : parseIdentifier(id);
  if (parsed && 'identifier' in parsed) return { participant: parsed.identifier };
  return unfit(found, 'an ACS identifier', 'participantFrom');
}

/**
 * The thread that an event is about: every thread only if it is about no channel of the vendor's. What is about one
 * channel is never widened to all, and no value of a vendor's, which users may have a hand in, means every thread.
 */
export function locateThread(
  json: object,
  { thread, everywhere }: Meaning,
  { threadFrom }: SourceOfFormat,
  { channelId = (id) => id }: Vendor,
): { threadId: string } | { fault: Fault } {
  const paths = threadFrom?.path ? [threadFrom.path] : thread;
  const found = firstOf(json, paths);
  if (!found) {
    if (everywhere && !firstOf(json, thread)) return { threadId: everyThread };
    return missing(paths, 'an ACS thread', 'threadFrom');
  }
  const { path, value } = found;
  const bare = typeof value === 'string' && !acsThread.test(value) ? channelId(value) : value;
  const threadId = idOf({ path, value: bare }, threadFrom);
  if (threadId !== undefined && acsThread.test(threadId)) return { threadId };
  return unfit(found, 'an ACS thread', 'threadFrom');
}

function idOf({ value }: Found, from: FieldPath | undefined): string | undefined {
  return typeof value === 'string' ? `${from?.prefix ?? ''}${value}${from?.suffix ?? ''}` : undefined;
}

function missing(paths: readonly string[], what: string, member: string): { fault: Fault } {
  const [path = ''] = paths;
  const detail = `holds nothing, so that ${what} cannot be known: ${member} of the source says where one stands`;
  return { fault: { pointer: pointerOf(path), detail } };
}

const kinds: Readonly<Record<string, string>> = { string: 'a text', object: 'an object', number: 'a number' };

/** Says of which kind a value is, never the value. */
function unfit({ path, value }: Found, what: string, member: string): { fault: Fault } {
  const kind = Array.isArray(value) ? 'a list' : (kinds[typeof value] ?? 'something');
  const detail = `holds ${kind} that is not ${what}: ${member} of the source says how it becomes one`;
  return { fault: { pointer: pointerOf(path), detail } };
}
