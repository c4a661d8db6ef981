import { isDeepStrictEqual } from 'node:util';
import type { HostSettings } from './host-json/check-host-json.ts';
import type { HostOptions } from './host-options.ts';
import { type HostKeys, makeKeys } from './keys/make-keys.ts';
import type { HostLog } from './logs/host-log.ts';
import { createInvoke } from './triggers/invoke-function.ts';
import { type RunningTriggers, startTriggers } from './triggers/start-triggers.ts';
import type { ListedFunction, RunningTrigger } from './triggers/trigger.ts';
import { keepWorker } from './worker-link/keep-worker.ts';
import type { LoadedApp } from './worker-link/messages.ts';

/** An app at work: its worker, its triggers, and what is wrong with it. */
export type RunningApp = {
  readonly keys: HostKeys;
  readonly functions: ListedFunction[];
  readonly triggers: RunningTrigger[];
  /** `Error` means that none of its functions can run. */
  readonly state: 'Running' | 'Error';
  readonly errors: string[];
  readonly workerPid: number | undefined;
  /** Settles when its functions can run, or never will. */
  start(): Promise<void>;
  restartWorker(): Promise<void>;
  /** Takes no more messages and timers; waits for those that run. */
  drain(): Promise<void>;
  stop(): Promise<void>;
};

/** Makes an app ready to start. */
export function runApp(options: HostOptions, settings: HostSettings, log: HostLog): RunningApp {
  let keys = makeKeys(options.keys, []);
  let running: RunningTriggers | undefined;
  let atWork: LoadedApp['functions'] = [];
  let fault: string[] = [];
  let loadErrors: string[] = [];

  const fail = (why: string) => {
    fault = [why];
    log.host('error', why);
  };
  const worker = keepWorker({
    ...options,
    restartMs: options.workerRestartMs,
    startMs: options.workerStartMs,
    graceMs: options.terminateGraceMs,
    onReady: putToWork,
    onDown(why, givenUp) {
      if (givenUp) {
        fail(`The worker ${why}, again and again.`);
        void running?.stop();
      } else log.host('error', `The worker ${why}; another one is started.`);
    },
    onLog({ level, category, message, functionName = 'app' }) {
      if (category === 'user') log.user(level, functionName, message);
      else log.host(level, message);
    },
    onOutput: (line) => log.user('information', 'app', line),
  });
  const invoke = createInvoke(worker.invoke, log);

  async function putToWork({ functions, error }: LoadedApp) {
    loadErrors = error ? [error.message] : [];
    if (error) log.host('error', error.stack);
    // A new worker for the same functions: what listens for them goes on, as in Azure.
    if (running && isDeepStrictEqual(functions, atWork)) return;
    await running?.stop();
    running = undefined;
    atWork = functions;
    const names = functions.map(({ name }) => name);
    keys = makeKeys(keys, names);
    try {
      const { leaseMs, leaseRetryMs } = { ...settings, ...options };
      const { loaded } = worker;
      running = startTriggers(functions, {
        ...options,
        leaseMs,
        leaseRetryMs,
        settings,
        keys,
        log,
        loaded,
        invoke,
      });
      for (const each of running.errors) log.host('warning', each);
    } catch (thrown) {
      fail((thrown as Error).message);
    }
  }

  return {
    get keys() {
      return keys;
    },
    get functions() {
      return running?.functions ?? [];
    },
    get triggers() {
      return running?.triggers ?? [];
    },
    get state() {
      return fault.length === 0 ? 'Running' : 'Error';
    },
    get errors() {
      return [...fault, ...loadErrors, ...(running?.errors ?? [])];
    },
    get workerPid() {
      return worker.pid;
    },
    async start() {
      if (settings.problem) fail(settings.problem);
      else await worker.start().catch((error: Error) => fail(error.message));
    },
    restartWorker: worker.restart,
    async drain() {
      await running?.drain();
    },
    async stop() {
      await running?.stop();
      await worker.stop();
    },
  };
}
