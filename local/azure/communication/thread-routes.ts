import { type Incoming, jsonObject } from '../door/incoming.ts';
import { problem } from '../door/problem.ts';
import type { Route } from '../door/route.ts';
import { chooseMembers, type Refused, readMembers } from './admit-members.ts';
import { type ChatNeeds, createChatDoor } from './chat-door.ts';
import { identifierModel } from './identifier-model.ts';
import { page } from './page.ts';
import type { Thread } from './threads.ts';
import { whyRefused } from './why-refused.ts';

const THREAD = '/chat/threads/{threadId}';

/** CreateChatThreadResult. */
interface Created {
  readonly chatThread: { readonly id: string };
  readonly invalidParticipants?: readonly Refused[];
}

/** Threads, api-version 2025-03-15: create, list, get, update, delete. */
export function createThreadRoutes(needs: ChatNeeds): readonly Route[] {
  const { behaviour, threads } = needs;
  const door = createChatDoor(needs);
  const made = new Map<string, Created>(); // by user and repeatability-request-id: the answer already given

  const create = (incoming: Incoming, user: string): Created | undefined => {
    const { topic, participants = [], metadata, retentionPolicy } = jsonObject(incoming) ?? {};
    const members = readMembers(participants);
    if (typeof topic !== 'string' || !members) return undefined;
    const maker = { rawId: user };
    const chosen = chooseMembers(new Map([[user, maker]]), members, whyRefused(needs));
    if (!chosen) return undefined;
    const { coming, refused } = chosen;
    const id = threads.create({
      ...{ topic, createdBy: user, members: [maker, ...coming] },
      ...(metadata === undefined ? {} : { metadata }),
      ...(retentionPolicy === undefined ? {} : { retentionPolicy }),
    });
    const thread = threads.find(id);
    if (!thread) return undefined;
    return {
      chatThread: properties(thread),
      ...(refused.length > 0 ? { invalidParticipants: refused } : {}),
    };
  };

  return [
    door.open(
      { operation: 'chat.createThread', method: 'POST', path: '/chat/threads', power: 'manage threads' },
      (incoming, user) => {
        const repeatability = incoming.headers['repeatability-request-id'];
        const key = `${user} ${repeatability}`;
        const earlier = repeatability ? made.get(key) : undefined;
        const body = earlier && threads.find(earlier.chatThread.id) ? earlier : create(incoming, user);
        if (!body) return problem(400);
        if (repeatability) made.set(key, body);
        const location = `https://${incoming.host}/chat/threads/${encodeURIComponent(body.chatThread.id)}`;
        return { status: 201, headers: { location }, body };
      },
    ),
    door.open(
      { operation: 'chat.listThreads', method: 'GET', path: '/chat/threads', power: 'read' },
      (incoming, user) => {
        const start = Date.parse(incoming.query.get('startTime') ?? '1970-01-01T00:00:00Z');
        const mine = threads
          .all()
          .filter(({ members, createdOn }) => members.has(user) && createdOn >= start);
        const body = page(incoming, mine.map(item), 'syncState', behaviour.defaultPageSize);
        return body && !Number.isNaN(start) ? { status: 200, body } : problem(400);
      },
    ),
    door.within(
      { operation: 'chat.getThread', method: 'GET', path: THREAD, power: 'read' },
      (_incoming, _user, thread) => ({ status: 200, body: properties(thread) }),
    ),
    door.within(
      { operation: 'chat.updateThread', method: 'PATCH', path: THREAD, power: 'manage threads' },
      (incoming, _user, thread) => {
        const { topic, metadata } = jsonObject(incoming) ?? {};
        if (typeof topic === 'string') thread.topic = topic;
        if (metadata !== undefined) thread.metadata = metadata;
        return { status: 204 };
      },
    ),
    door.within(
      { operation: 'chat.deleteThread', method: 'DELETE', path: THREAD, power: 'manage threads' },
      (_incoming, user, thread) => {
        threads.delete(thread.id, user);
        return { status: 204 };
      },
    ),
  ];
}

/** To the second, as recorded. */
const time = (milliseconds: number): string => new Date(milliseconds).toISOString().replace(/\.\d+Z$/, 'Z');

function properties({
  id,
  topic,
  createdOn,
  createdBy,
  metadata,
  retentionPolicy,
}: Thread): Created['chatThread'] {
  const shown = {
    id,
    topic,
    createdOn: time(createdOn),
    createdByCommunicationIdentifier: identifierModel(createdBy),
    ...(metadata === undefined ? {} : { metadata }),
    ...(retentionPolicy === undefined ? {} : { retentionPolicy }),
  };
  return shown;
}

/** A deleted thread stays in the list, with the time of its end (example Threads_ListChatThreadsWithPageSize). */
function item({ id, topic, createdOn, deletedOn }: Thread): object {
  return {
    id,
    topic,
    ...(deletedOn === undefined ? {} : { deletedOn: time(deletedOn) }),
    lastMessageReceivedOn: time(createdOn),
  };
}
