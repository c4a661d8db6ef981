import type { HostSettings } from '../host-json/check-host-json.ts';
import type { Exchange } from '../http/exchange.ts';
import type { BodyLimits } from '../http/read-body.ts';
import type { HostKeys } from '../keys/make-keys.ts';
import type { HostLog } from '../logs/host-log.ts';
import type { FunctionMetadata, LoadedApp } from '../worker-link/messages.ts';
import type { Invoke } from './invoke-function.ts';

/** What a trigger may know of its host. */
export type TriggerContext = {
  settings: HostSettings;
  /** The app's settings as the host itself sees them, for connections and `%NAME%`. */
  ownSettings: Record<string, string>;
  appRoot: string;
  keys: HostKeys;
  log: HostLog;
  bodyLimits: BodyLimits;
  forwardTimeoutMs: number;
  queueInvisibleMs: number;
  queuePollingMs: number;
  leaseMs: number;
  leaseRetryMs: number;
  /** What the worker has loaded; waits while one that died is being replaced. */
  loaded(): Promise<LoadedApp>;
  invoke: Invoke;
};

/** A kind of trigger at work for all functions that have it. */
export type RunningTrigger = {
  functions: ListedFunction[];
  /** Functions that were left out, one sentence each. */
  errors: string[];
  /** Answers a request if it is meant for this trigger; says whether it was. */
  handle?(exchange: Exchange): Promise<boolean>;
  /** Runs a function by hand, through the admin door, even a disabled one. @returns false if it cannot run */
  runOnDemand?(functionName: string, input: string): boolean;
  /** Takes no more work of its own accord, and waits for what runs. */
  drain?(): Promise<void>;
  /** Ends at once; what still runs is left as a killed host leaves it. */
  stop(): Promise<void>;
};

export type ListedFunction = {
  name: string;
  /** The trigger's type, such as `httpTrigger`. */
  trigger: string;
  methods: string[];
  /** With the prefix; for Event Grid its webhook, without the key. Empty for what is not called over HTTP. */
  route: string;
  disabled: boolean;
};

/**
 * Puts one kind of trigger to work.
 *
 * @throws if one function's fault stops all of them, as some do in Azure
 */
export type StartTrigger = (functions: FunctionMetadata[], context: TriggerContext) => RunningTrigger;
