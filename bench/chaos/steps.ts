import type { RunningAzure } from '../../local/azure/start-azure.ts';
import type { KillableHost } from './killable-host.ts';

/** A step of an event's way at which an instance is killed. */
export interface Step {
  readonly name: string;
  /** Waits for the step to come and kills the instance that takes it; gives up when the signal says so. */
  strike(
    hosts: readonly KillableHost[],
    azure: RunningAzure,
    signal: AbortSignal,
  ): Promise<KillableHost | undefined>;
}

const isAccept = (body: string) => !/^PUT /m.test(body) && body.includes('event|');
const isStanding = (body: string) => /standing(\||%7C)/.test(body);
const isRecord = (body: string) => /^PUT /m.test(body) && body.includes('"status":"done"');

/** Steps that are seen in what passes to storage: the call, before or after it takes effect, is the instance's last. */
const inStorage = (
  name: string,
  wanted: 'before' | 'after',
  fits: (operation: string, body: string, path: string) => boolean,
): Step => ({
  name,
  strike: (hosts, _azure, signal) =>
    new Promise((resolve) => {
      const stops = hosts.map((host) =>
        host.proxy.onCall(async (call, when, body) => {
          if (when !== wanted || !host.isUp || !fits(call.operation, body, decodeURIComponent(call.path)))
            return undefined;
          for (const stop of stops) stop();
          await host.kill();
          resolve(host);
          return 'drop';
        }),
      );
      signal.addEventListener('abort', () => {
        for (const stop of stops) stop();
        resolve(undefined);
      });
    }),
});

/** Steps that are seen by ACS: which instance is calling is known from what it has last written of the thread. */
const inAcs = (name: string): Step => ({
  name,
  strike: (hosts, azure, signal) =>
    new Promise((resolve) => {
      const owners = new Map<string, KillableHost>();
      const stops = hosts.map((host) =>
        host.proxy.onCall((call, when, body) => {
          if (when !== 'after' || call.operation !== 'table.transaction') return;
          for (const [thread] of body.matchAll(/19:[\w-]+@thread\.v2/g)) owners.set(thread, host);
        }),
      );
      const add = azure.calls.add;
      const stop = () => {
        azure.calls.add = add;
        for (const each of stops) each();
      };
      signal.addEventListener('abort', () => {
        stop();
        resolve(undefined);
      });
      azure.calls.add = (call) => {
        const thread = decodeURIComponent(call.path.split('/')[3] ?? '');
        const host = call.operation === 'chat.removeParticipant' ? owners.get(thread) : undefined;
        if (host?.isUp) {
          stop();
          void host.kill().then(() => resolve(host));
        }
        return add(call);
      };
    }),
});

/** Each step that issue and design name, and none at all: a kill at any instant. */
export const steps: readonly Step[] = [
  inStorage(
    'after accept',
    'after',
    (operation, body) => operation === 'table.transaction' && isAccept(body),
  ),
  inStorage('before enqueue', 'before', (operation) => operation === 'queue.put'),
  inStorage(
    'after dequeue',
    'before',
    (operation, _body, path) => operation === 'table.get' && path.includes('event|'),
  ),
  inStorage(
    'after the standing, before the call',
    'after',
    (operation, body) => operation === 'table.transaction' && isStanding(body),
  ),
  inAcs('during the ACS call'),
  inStorage(
    'after 204, before the record',
    'before',
    (operation, body) => operation === 'table.transaction' && isRecord(body),
  ),
  inStorage(
    'after the record, before the answer',
    'after',
    (operation, body) => operation === 'table.transaction' && isRecord(body),
  ),
];
