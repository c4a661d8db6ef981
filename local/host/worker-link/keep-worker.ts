import type { Invocation, InvocationOutcome, LoadedApp } from './messages.ts';
import { startWorker, type Worker, type WorkerOptions } from './start-worker.ts';

export type KeptWorker = {
  readonly pid: number | undefined;
  /** Starts the first worker. @throws if it dies before it has loaded the app */
  start(): Promise<void>;
  /** What the worker has loaded; waits for one that is on its way. */
  loaded(): Promise<LoadedApp>;
  /** Waits likewise, then lets the worker run the function. */
  invoke(invocation: Invocation): Promise<InvocationOutcome>;
  /** Ends the worker as gracefully as `stop` does, and starts another. */
  restart(): Promise<void>;
  stop(): Promise<void>;
};

export type KeepingOptions = WorkerOptions & {
  /** How long after a worker's death the next one is started, in ms. */
  restartMs: number;
  /** How long loading the app may take, in ms. */
  startMs: number;
  /** How long appTerminate hooks may take, in ms. */
  graceMs: number;
  onReady(app: LoadedApp): Promise<void>;
  /** A worker died; `givenUp` if there will not be another one. */
  onDown(why: string, givenUp: boolean): void;
};

/** So often in a row may a worker die before it has loaded the app; then it is left alone. */
const mostFailures = 3;

/** Keeps one worker alive: whenever it dies, another one is started. */
export function keepWorker(options: KeepingOptions): KeptWorker {
  let worker: Worker | undefined;
  let up = untilLoaded();
  let failures = 0;
  let timer: NodeJS.Timeout | undefined;

  async function start() {
    const started = startWorker(options);
    worker = started;
    const tooLong = setTimeout(() => void started.terminate(0), options.startMs);
    void started.exited.then((why) => worker === started && replace(why));
    const app = await started.ready.finally(() => clearTimeout(tooLong));
    await options.onReady(app);
    failures = 0;
    up.resolve(app);
  }

  function replace(why: string) {
    worker = undefined;
    up = untilLoaded();
    failures += 1;
    const givenUp = failures > mostFailures;
    options.onDown(why, givenUp);
    if (givenUp) up.reject(new Error(`The worker ${why}, again and again.`));
    else timer = setTimeout(() => void start().catch(() => undefined), options.restartMs);
  }

  async function end() {
    const last = worker;
    worker = undefined;
    clearTimeout(timer);
    up = untilLoaded();
    await last?.terminate(options.graceMs);
  }

  return {
    get pid() {
      return worker?.pid;
    },
    start: () =>
      start().catch(async (error) => {
        await end();
        throw error;
      }),
    loaded: () => up.promise,
    async invoke(invocation) {
      await up.promise;
      if (!worker) throw new Error('The worker is not running.');
      return await worker.invoke(invocation);
    },
    async restart() {
      await end();
      await start();
    },
    async stop() {
      await end();
      up.reject(new Error('The host has stopped.'));
    },
  };
}

/** A rejection of it is told to whoever waits; that nobody does is no fault. */
function untilLoaded(): PromiseWithResolvers<LoadedApp> {
  const waiting = Promise.withResolvers<LoadedApp>();
  waiting.promise.catch(() => undefined);
  return waiting;
}
