import type { FunctionMetadata, WorkerLog } from '../worker-link/messages.ts';

export type HookName = 'appStart' | 'appTerminate' | 'preInvocation' | 'postInvocation' | 'log';

export type Callback = (...args: unknown[]) => unknown;

export type RegisteredFunction = { metadata: FunctionMetadata; callback: Callback };

/** What `@azure/functions` gives the worker, as far as the worker calls it. */
export type ProgrammingModel = {
  name: string;
  version: string;
  getInvocationModel(context: unknown): InvocationModel;
  getCapabilities?(capabilities: Record<string, string>): Promise<Record<string, string>>;
};

export type InvocationModel = {
  getArguments(): Promise<{ context: unknown; inputs: unknown[] }>;
  invokeFunction(context: unknown, inputs: unknown[], callback: Callback): Promise<unknown>;
  getResponse(context: unknown, result: unknown): Promise<object>;
};

/** All that an app has registered, and what its hooks share. */
export type AppRegistry = {
  functions: Map<string, RegisteredFunction>;
  hooks: Record<HookName, Callback[]>;
  /** Shared by appStart and appTerminate hooks only. */
  hookData: object;
  /** Shared by all hooks. */
  appHookData: object;
  model: ProgrammingModel | undefined;
  /** After start-up nothing can be registered any more. */
  started: boolean;
  log(log: WorkerLog): void;
};

/** An empty registry; `log` takes what the app and the library say. */
export function createRegistry(log: (log: WorkerLog) => void): AppRegistry {
  return {
    functions: new Map(),
    hooks: { appStart: [], appTerminate: [], preInvocation: [], postInvocation: [], log: [] },
    hookData: {},
    appHookData: {},
    model: undefined,
    started: false,
    log,
  };
}
