import type { Answer } from '../door/answer.ts';
import { bearerToken, type Incoming, jsonObject } from '../door/incoming.ts';
import { problem } from '../door/problem.ts';
import type { Route } from '../door/route.ts';
import type { Behaviour } from './behaviour.ts';
import { rawIdOf } from './raw-id-of.ts';
import type { Thread, Threads } from './threads.ts';
import type { Throttle } from './throttle.ts';
import type { Scope, UserTokens } from './user-tokens.ts';

export interface ChatNeeds {
  readonly behaviour: Behaviour;
  readonly threads: Threads;
  readonly throttle: Throttle;
  readonly tokens: UserTokens;
  /** False for an identity that this resource has not made, or has deleted. */
  readonly isOurs: (rawId: string) => boolean;
  readonly resourceId: string;
}

/** Which scopes suffice (azure-docs, communication-services/concepts/identity-model.md, "Access tokens"). */
const SCOPES_FOR = {
  'manage threads': ['chat'],
  'manage members': ['chat', 'chat.join'],
  read: ['chat', 'chat.join', 'chat.join.limited'],
} as const satisfies Record<string, readonly Scope[]>;

const VERSION = /^\d{4}-\d\d-\d\d(-preview\d*)?$/;

interface ChatRoute {
  readonly operation: string;
  readonly method: string;
  readonly path: string;
  readonly power: keyof typeof SCOPES_FOR;
}

/** What every chat operation goes through before it may act: version, token, limits, scope, thread, membership. */
export function createChatDoor(needs: ChatNeeds) {
  const { behaviour, threads, throttle, tokens } = needs;

  const enter = (route: ChatRoute, incoming: Incoming): { user: string } | Answer => {
    const { 'api-version': version } = Object.fromEntries(incoming.query);
    if (!VERSION.test(version ?? '')) return problem(400, 'api-version is missing.');
    const token = tokens.verify(bearerToken(incoming));
    if (!token) return problem(401);
    const headers = throttle.refuse(route.operation, token.identity, incoming.params.threadId);
    if (headers) return { ...problem(429), headers };
    const suffices: readonly string[] = SCOPES_FOR[route.power];
    return token.scopes.some((scope) => suffices.includes(scope)) ? { user: token.identity } : problem(403);
  };

  const make = (route: ChatRoute, act: (incoming: Incoming, user: string) => Answer): Route => ({
    ...route,
    describe: (incoming) => {
      const actor = tokens.ownerOf(bearerToken(incoming));
      const participant =
        route.operation === 'chat.removeParticipant' ? rawIdOf(jsonObject(incoming)) : undefined;
      return { ...(actor ? { actor } : {}), ...(participant ? { participant } : {}) };
    },
    handle: (incoming) => {
      const entered = enter(route, incoming);
      const answer = 'user' in entered ? act(incoming, entered.user) : entered;
      return answer.status < 400 ? answer : reshape(answer, behaviour.errorBody);
    },
  });

  return {
    /** An operation that belongs to no thread. */
    open: make,
    /** An operation in a thread that exists and has the caller in it. */
    within: (route: ChatRoute, act: (incoming: Incoming, user: string, thread: Thread) => Answer): Route =>
      make(route, (incoming, user) => {
        const thread = threads.find(incoming.params.threadId ?? '');
        if (!thread || thread.deletedOn !== undefined) return problem(behaviour.unknownThread);
        if (thread.members.has(user)) return act(incoming, user, thread);
        const words =
          behaviour.actorNotInThread === 400 ? 'Initiator is not a participant of the thread' : undefined;
        return problem(behaviour.actorNotInThread, words);
      }),
  };
}

function reshape(answer: Answer, shape: Behaviour['errorBody']): Answer {
  const { error } = answer.body as { error: { code: string; message: string } };
  const bodies: Record<Behaviour['errorBody'], unknown> = {
    specified: answer.body,
    capitalised: { Code: error.code, Message: error.message, InnerErrors: [] },
    wrapped: { CommunicationError: error },
    empty: '',
  };
  return { ...answer, body: bodies[shape] };
}
