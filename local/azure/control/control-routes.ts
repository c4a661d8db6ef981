import type { KeyName } from '../communication/access-keys.ts';
import { type Behaviour, DEFAULT_BEHAVIOUR } from '../communication/behaviour.ts';
import type { Answer } from '../door/answer.ts';
import type { CallMatch } from '../door/call-log.ts';
import type { Fault } from '../door/faults.ts';
import { type Incoming, jsonObject } from '../door/incoming.ts';
import { problem } from '../door/problem.ts';
import type { Service } from '../door/route.ts';
import { LOOPBACK_HOSTS } from '../host-names.ts';
import type { RunningAzure } from '../start-azure.ts';
import { checked } from './checked.ts';
import { eventGridActions } from './event-grid-actions.ts';

type Body = Record<string, unknown>;
/** What it returns is the answer. A TypeError is a 400, any other error a 404. */
export type Action = (body: Body, incoming: Incoming) => unknown;

const done = {};

const FAULT_MEMBERS: Record<keyof Fault, true> = {
  ...{ match: true, times: true, skip: true, when: true, delayMs: true },
  ...{ status: true, headers: true, body: true, hang: true, reset: true },
};

const strings = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

/** Everything a person or another process may do beside the emulated services. */
function actionsOn(azure: RunningAzure): Record<string, Action> {
  const { calls, clock, communication, faults, vault } = azure;
  const { threads } = communication;
  const rotate =
    (which: KeyName): Action =>
    ({ keepVault }) => {
      const fresh = communication.rotateKey(which);
      if (keepVault !== true) vault.setSecret('acs-connection-string', fresh);
    };
  return {
    'GET /calls': (_body, { query }) => {
      const { status, ...words } = Object.fromEntries(query);
      return calls.list({ ...words, ...(status ? { status: Number(status) } : {}) } as CallMatch);
    },
    'DELETE /calls': () => calls.clear(),
    'GET /faults': () => faults.list(),
    'POST /faults': (body) => void faults.add(checked<Fault>(body, FAULT_MEMBERS)),
    'DELETE /faults': () => faults.clear(),
    'GET /secrets': () => vault.names(),
    'PUT /secrets/{name}': ({ value }, { params }) => ({
      version: vault.setSecret(params.name ?? '', `${value}`),
    }),
    'DELETE /secrets/{name}': (_body, { params }) => vault.deleteSecret(params.name ?? ''),
    'POST /rotate/primary': rotate('primary'),
    'POST /rotate/secondary': rotate('secondary'),
    'POST /identities': () => ({ id: communication.createIdentity() }),
    'GET /threads': () =>
      threads.all().map(({ id, topic, members }) => ({ id, topic, members: [...members.keys()] })),
    'POST /threads': ({ topic, members }) => ({
      id: threads.create({ topic: `${topic ?? 'A thread'}`, members: strings(members) }),
    }),
    'GET /threads/{id}': (_body, { params }) => threads.members(params.id ?? ''),
    'POST /threads/{id}': ({ add, remove }, { params: { id = '' } }) => {
      threads.add(id, ...strings(add));
      threads.remove(id, ...strings(remove));
      return threads.members(id);
    },
    'GET /clock': () => ({ now: new Date(clock.now()).toISOString() }),
    'POST /clock': ({ advanceMs }) => clock.advance(Number(advanceMs) || 0),
    'GET /behaviour': () => communication.behaviour,
    'PATCH /behaviour': (body) =>
      Object.assign(communication.behaviour, checked<Behaviour>(body, DEFAULT_BEHAVIOUR)),
    ...eventGridActions(azure.eventGrid),
    'POST /reset': () => azure.reset(),
  };
}

/** The control door: JSON under `/control`, for whoever has the key. */
export function createControlRoutes(azure: RunningAzure): Service {
  const guarded =
    (action: Action) =>
    (incoming: Incoming): Answer => {
      if (incoming.headers['x-control-key'] !== azure.controlKey)
        return problem(401, 'x-control-key is wrong.');
      const body = incoming.body.length === 0 ? {} : jsonObject(incoming);
      if (!body) return problem(400, 'The body is not a JSON object.');
      try {
        return { status: 200, body: action(body, incoming) ?? done };
      } catch (error) {
        return problem(
          error instanceof TypeError ? 400 : 404,
          error instanceof Error ? error.message : undefined,
        );
      }
    };
  return {
    name: 'control',
    hosts: LOOPBACK_HOSTS,
    unseen: true,
    routes: Object.entries(actionsOn(azure)).map(([name, action]) => {
      const [method = '', path = ''] = name.split(' ');
      return { operation: `control ${name}`, method, path: `/control${path}`, handle: guarded(action) };
    }),
  };
}
