import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type {
  FromWorker,
  Invocation,
  InvocationOutcome,
  LoadedApp,
  ToWorker,
  WorkerLog,
} from './messages.ts';
import { workerEnvironment } from './worker-environment.ts';

const program = fileURLToPath(new URL('../worker/main.ts', import.meta.url));

export type WorkerOptions = {
  appRoot: string;
  env: Record<string, string>;
  execArgv: string[];
  onLog(log: WorkerLog): void;
  /** A line the app wrote to its standard output or error. */
  onOutput(line: string): void;
};

export type Worker = {
  pid: number | undefined;
  /** Settles when the app is loaded; rejects if the process ends before that. */
  ready: Promise<LoadedApp>;
  /** Settles when the process is gone, with what it died of. */
  exited: Promise<string>;
  invoke(invocation: Invocation): Promise<InvocationOutcome>;
  /** Runs the app's appTerminate hooks, then ends the process; kills it after `graceMs`. */
  terminate(graceMs: number): Promise<void>;
};

/** Starts a process that loads the app as Azure's Node worker does, and speaks with it. */
export function startWorker(options: WorkerOptions): Worker {
  const child = fork(program, [options.appRoot], {
    cwd: options.appRoot,
    env: workerEnvironment(options.env),
    // Up to Node 24.2 type stripping, with which the worker itself runs, announces itself as experimental.
    execArgv: ['--disable-warning=ExperimentalWarning', ...options.execArgv],
    serialization: 'advanced',
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const ready = Promise.withResolvers<LoadedApp>();
  const exited = Promise.withResolvers<string>();
  const running = new Map<string, PromiseWithResolvers<InvocationOutcome>>();
  ready.promise.catch(() => undefined);

  const settle = (invocationId: string) => {
    const waiting = running.get(invocationId);
    running.delete(invocationId);
    return waiting;
  };
  const listeners: { [K in FromWorker['type']]: (message: Extract<FromWorker, { type: K }>) => void } = {
    ready: ({ app }) => ready.resolve(app),
    log: ({ log }) => options.onLog(log),
    result: ({ invocationId, outcome }) => settle(invocationId)?.resolve(outcome),
    failure: ({ invocationId, error }) =>
      settle(invocationId)?.reject(Object.assign(new Error(error.message), { stack: error.stack })),
  };
  const gone = (why: string) => {
    ready.reject(new Error(`The worker ${why} before the app was loaded.`));
    for (const waiting of running.values())
      waiting.reject(new Error(`The worker ${why} during this invocation.`));
    running.clear();
    exited.resolve(why);
  };

  child.on('message', (message: FromWorker) => listeners[message.type](message as never));
  child.on('exit', (code, signal) => gone(signal ? `was killed by ${signal}` : `exited with code ${code}`));
  child.on('error', (error) => child.pid === undefined && gone(`could not be started (${error.message})`));
  for (const stream of [child.stdout, child.stderr]) readLines(stream, options.onOutput);

  const send = (message: ToWorker, onError: (error: Error) => void) => {
    if (!child.connected) return onError(new Error('The worker is not running.'));
    child.send(message, (error) => error && onError(error));
  };

  return {
    pid: child.pid,
    ready: ready.promise,
    exited: exited.promise,
    invoke(invocation) {
      const waiting = Promise.withResolvers<InvocationOutcome>();
      running.set(invocation.invocationId, waiting);
      send({ type: 'invoke', invocation }, (error) => settle(invocation.invocationId)?.reject(error));
      return waiting.promise;
    },
    async terminate(graceMs) {
      const kill = () => child.kill('SIGKILL');
      const timer = setTimeout(kill, graceMs);
      send({ type: 'terminate' }, kill);
      await exited.promise;
      clearTimeout(timer);
    },
  };
}

function readLines(stream: NodeJS.ReadableStream | null, onLine: (line: string) => void) {
  let rest = '';
  stream?.setEncoding('utf8');
  stream?.on('data', (text: string) => {
    const lines = (rest + text).split(/\r?\n/);
    rest = lines.pop() ?? '';
    for (const line of lines) onLine(line);
  });
  stream?.on('end', () => rest && onLine(rest));
}
