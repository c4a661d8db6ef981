import { azureBodyLimits, type BodyLimits } from './http/read-body.ts';
import type { HostKeys } from './keys/make-keys.ts';

export type StartHostOptions = {
  /** The folder with host.json and package.json. */
  appRoot: string;
  /** 0 or absent for a free one; always on 127.0.0.1. */
  port?: number;
  /** The app's settings: the worker's whole environment, but for what a process needs to run at all. */
  env?: Record<string, string>;
  /** Node's own arguments for the worker, such as `--import`. */
  execArgv?: string[];
  /** Keys that are not given are made at random. */
  keys?: Partial<HostKeys>;
  /** Takes one line of log at a time. */
  log?: (line: string) => void;
  /** Leaves out what happens as a matter of course: executing, executed, started. */
  quiet?: boolean;
  bodyLimits?: Partial<BodyLimits>;
  /** How long a forwarded request may stand still, in ms: 240,000 in Azure. */
  forwardTimeoutMs?: number;
  /** How long after a worker's death the next one starts, in ms: some 8,500 in Azure. */
  workerRestartMs?: number;
  /** How long loading the app may take, in ms. */
  workerStartMs?: number;
  /** How long appTerminate hooks may take, in ms: 5,000 in Azure. */
  terminateGraceMs?: number;
  /** Settings that only the host itself sees, in place of the app's: the storage that its own triggers use. */
  ownSettings?: Record<string, string>;
  /** How long a queue message is invisible while its function runs, in ms: 600,000 in Azure; no less than 1,000. */
  queueInvisibleMs?: number;
  /** How soon an empty queue is asked again at first, in ms: 100 in Azure. */
  queuePollingMs?: number;
  /** How long the lease of a timer lasts without renewal, in ms, instead of what host.json says: 15,000 to 60,000. */
  leaseMs?: number;
  /** How often a host without the lease of a timer asks for it, in ms, instead of what host.json says. */
  leaseRetryMs?: number;
  /** How long `stop` lets running functions go on, in ms. */
  drainMs?: number;
};

/** The options, every one of them set. */
export type HostOptions = ReturnType<typeof withAzureDefaults>;

/** The options with Azure's figures where none are given. */
export function withAzureDefaults(options: StartHostOptions) {
  return {
    port: 0,
    env: {},
    execArgv: [],
    keys: {},
    log: () => undefined,
    quiet: false,
    forwardTimeoutMs: 240_000,
    workerRestartMs: 8_500,
    workerStartMs: 60_000,
    terminateGraceMs: 5_000,
    drainMs: 10_000,
    queueInvisibleMs: 600_000,
    queuePollingMs: 100,
    ...options,
    ownSettings: { ...options.env, ...options.ownSettings },
    bodyLimits: { ...azureBodyLimits, ...options.bodyLimits },
  };
}
