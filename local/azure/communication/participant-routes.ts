import type { Answer } from '../door/answer.ts';
import { type Incoming, jsonObject } from '../door/incoming.ts';
import { problem } from '../door/problem.ts';
import type { Route } from '../door/route.ts';
import { chooseMembers, participantOf, readMembers } from './admit-members.ts';
import { type ChatNeeds, createChatDoor } from './chat-door.ts';
import { page } from './page.ts';
import { rawIdOf } from './raw-id-of.ts';
import type { Thread } from './threads.ts';
import { whyRefused } from './why-refused.ts';

const PARTICIPANTS = '/chat/threads/{threadId}/participants';

/** Participants of a thread, api-version 2025-03-15: list, `:add`, `:remove`. */
export function createParticipantRoutes(needs: ChatNeeds): readonly Route[] {
  const { behaviour, threads } = needs;
  const door = createChatDoor(needs);
  return [
    door.within(
      { operation: 'chat.listParticipants', method: 'GET', path: PARTICIPANTS, power: 'read' },
      (incoming, _user, thread) => {
        const members = [...thread.members.values()].map(participantOf);
        const body = page(incoming, members, 'skip', behaviour.defaultPageSize);
        return body ? { status: 200, body } : problem(400);
      },
    ),
    door.within(
      {
        operation: 'chat.addParticipants',
        method: 'POST',
        path: `${PARTICIPANTS}/:add`,
        power: 'manage members',
      },
      (incoming, user, thread) => {
        const asked = readMembers(jsonObject(incoming)?.participants);
        const chosen = asked && chooseMembers(thread.members, asked, whyRefused(needs));
        if (!chosen) return problem(400);
        const { coming, refused } = chosen;
        threads.admit(thread.id, coming, user);
        return { status: 201, body: refused.length > 0 ? { invalidParticipants: refused } : {} };
      },
    ),
    door.within(
      {
        operation: 'chat.removeParticipant',
        method: 'POST',
        path: `${PARTICIPANTS}/:remove`,
        power: 'manage members',
      },
      (incoming, user, thread) => {
        if (!isJson(incoming)) return problem(415);
        const rawId = rawIdOf(jsonObject(incoming));
        return rawId === undefined ? problem(400) : remove(rawId, user, thread);
      },
    ),
  ];

  /** Any member may remove any other: ACS has no roles. */
  function remove(rawId: string, user: string, thread: Thread): Answer {
    const status = !thread.members.has(rawId)
      ? behaviour.removeNonMember
      : Math.max(
          rawId === thread.createdBy ? behaviour.removeCreator : 204,
          rawId === user ? behaviour.selfRemoval : 204,
        );
    if (status !== 204) return problem(status);
    threads.dismiss(thread.id, rawId, user);
    return { status };
  }
}

/** The two media types that the specification lets `:remove` consume. */
const isJson = ({ headers }: Incoming): boolean =>
  /^application\/(merge-patch\+)?json\b/i.test(headers['content-type'] ?? '');
