import { randomBytes, randomUUID } from 'node:crypto';
import type { IssuedSecrets } from '../door/issued-secrets.ts';
import type { Service } from '../door/route.ts';
import { COMMUNICATION_HOST } from '../host-names.ts';
import type { EntraTokens } from '../managed-identity/entra-tokens.ts';
import type { ManagedIdentities } from '../managed-identity/identities.ts';
import { createAccessKeys, type KeyName } from './access-keys.ts';
import { createResourceAuthority } from './authorise-resource.ts';
import { type Behaviour, DEFAULT_BEHAVIOUR } from './behaviour.ts';
import { type ChatChange, chatEvent, type GridEvent } from './chat-event.ts';
import { createEventStream, type EventStream } from './event-stream.ts';
import { createAcsIdentities } from './identities.ts';
import { createIdentityRoutes } from './identity-routes.ts';
import { createParticipantRoutes } from './participant-routes.ts';
import { createThreadRoutes } from './thread-routes.ts';
import { createThreads, type Threads } from './threads.ts';
import { createThrottle } from './throttle.ts';
import { createUserTokens, type Scope } from './user-tokens.ts';

/** One ACS resource, for those who stand beside it. */
export interface Communication {
  readonly resourceId: string;
  /** Change it at any time; `reset` restores the defaults. */
  readonly behaviour: Behaviour;
  readonly threads: Threads;
  /** What ACS publishes to its system topic of Event Grid: every change of a thread, whoever makes it. */
  readonly events: Pick<EventStream<GridEvent>, 'listen'>;
  accessKey(which?: KeyName): string;
  /** `endpoint=https://…/;accesskey=…`, as the portal shows it. */
  connectionString(which?: KeyName): string;
  /** A new access key; all user tokens minted with the old one end at once. @returns the new connection string */
  rotateKey(which: KeyName): string;
  /** @returns its rawId */
  createIdentity(): string;
  deleteIdentity(rawId: string): void;
  /** A user token without a call; for 60 minutes with `chat`, unless told otherwise. */
  issueToken(
    rawId: string,
    options?: { scopes?: readonly Scope[]; minutes?: number },
  ): { token: string; expiresOn: string };
  revokeTokens(rawId: string): void;
  reset(): void;
}

export interface CommunicationNeeds {
  readonly endpoint: string;
  readonly entra: EntraTokens;
  readonly managedIdentities: ManagedIdentities;
  readonly issued: IssuedSecrets;
  readonly now: () => number;
}

const CHAT: readonly Scope[] = ['chat'];

/** The resource and its HTTP face. */
export function createCommunication(needs: CommunicationNeeds): {
  communication: Communication;
  service: Service;
} {
  const { endpoint, entra, managedIdentities, issued, now } = needs;
  const resourceId = randomUUID();
  const behaviour: Behaviour = { ...DEFAULT_BEHAVIOUR };
  const keys = createAccessKeys(issued);
  const identities = createAcsIdentities(resourceId);
  const events = createEventStream<GridEvent>();
  const announce = (change: ChatChange): void => {
    events.publish(() => chatEvent(change));
    if (change.what !== 'ChatThreadCreated' || behaviour.eventsOfNewThread === 'created') return;
    for (const member of change.thread.members.values()) {
      announce({ ...change, what: 'ChatThreadParticipantAdded', member });
    }
  };
  const threads = createThreads(now, announce);
  const tokens = createUserTokens(now, issued);
  const throttle = createThrottle(now, behaviour);
  const authority = createResourceAuthority(keys, entra, managedIdentities, issued);
  const chat = { behaviour, threads, throttle, tokens, isOurs: identities.has, resourceId };
  const connectionString = (which: KeyName = 'primary'): string =>
    issued.add(`endpoint=${endpoint}/;accesskey=${keys.get(which)}`);

  const communication: Communication = {
    resourceId,
    behaviour,
    threads,
    events,
    accessKey: (which = 'primary') => keys.get(which),
    connectionString,
    rotateKey: (which) => {
      tokens.revoke({ mintedWith: keys.rotate(which) });
      return connectionString(which);
    },
    createIdentity: identities.create,
    deleteIdentity: (identity) => {
      identities.delete(identity);
      tokens.revoke({ identity });
    },
    issueToken: (rawId, { scopes = CHAT, minutes = 60 } = {}) =>
      tokens.issue(rawId, scopes, minutes, keys.get('primary')),
    revokeTokens: (identity) => tokens.revoke({ identity }),
    reset: () => {
      Object.assign(behaviour, DEFAULT_BEHAVIOUR);
      threads.clear();
      throttle.clear();
    },
  };
  const service: Service = {
    name: 'communication',
    hosts: [COMMUNICATION_HOST],
    headers: () => usualHeaders(),
    routes: [
      ...createIdentityRoutes({ authority, behaviour, identities, throttle, tokens }),
      ...createThreadRoutes(chat),
      ...createParticipantRoutes(chat),
    ],
  };
  return { communication, service };
}

/** As recorded live (Azure/azure-sdk-for-python, recordings of azure-communication-chat). */
const usualHeaders = (): Record<string, string> => ({
  'api-supported-versions': '2021-09-07, 2023-11-07, 2024-03-07, 2025-03-15',
  'ms-cv': `${randomBytes(16).toString('base64').replace(/=+$/, '')}.0`,
  'strict-transport-security': 'max-age=2592000',
  'x-cache': 'CONFIG_NOCACHE',
  'x-processing-time': '1ms',
});
