/**
 * What host and worker say to each other: the parts of Azure's gRPC contract that a Node app can notice.
 * @see https://github.com/Azure/azure-functions-language-worker-protobuf
 */
export type ToWorker = { type: 'invoke'; invocation: Invocation } | { type: 'terminate' };

export type FromWorker =
  | { type: 'ready'; app: LoadedApp }
  | { type: 'log'; log: WorkerLog }
  | { type: 'result'; invocationId: string; outcome: InvocationOutcome }
  | { type: 'failure'; invocationId: string; error: WorkerError };

/** What the worker found when it had loaded the app. */
export type LoadedApp = {
  functions: FunctionMetadata[];
  /** Where HTTP requests are to be forwarded, if the app turned HTTP streaming on. */
  httpUri?: string;
  /** Why the app could not be loaded; `functions` is empty then, as in Azure. */
  error?: WorkerError;
};

export type FunctionMetadata = { name: string; bindings: Record<string, Binding>; retryOptions?: unknown };

export type Binding = { type: string; direction: string; [option: string]: unknown };

export type Invocation = {
  invocationId: string;
  functionName: string;
  inputData: { name: string; data: TypedData }[];
  triggerMetadata: Record<string, TypedData>;
  traceContext?: { traceParent: string; traceState: string; attributes: Record<string, string> };
  retryContext?: { retryCount: number; maxRetryCount: number };
};

export type InvocationOutcome = {
  outputData?: { name: string; data: TypedData }[] | null;
  returnValue?: TypedData | null;
};

export type TypedData = {
  string?: string;
  json?: string;
  bytes?: Uint8Array;
  int?: number;
  double?: number;
  http?: HttpData;
};

export type HttpData = {
  method?: string;
  url?: string;
  nullableHeaders?: Record<string, { value: string }>;
  nullableQuery?: Record<string, { value: string }>;
  nullableParams?: Record<string, { value: string }>;
  statusCode?: string;
  headers?: Record<string, string>;
  cookies?: Cookie[];
  body?: TypedData;
};

export type Cookie = {
  name: string;
  value: string;
  domain?: { value: string };
  path?: { value: string };
  expires?: { value: { seconds: number } };
  secure?: { value: boolean };
  httpOnly?: { value: boolean };
  sameSite?: 'none' | 'lax' | 'strict' | 'explicitNone';
  maxAge?: { value: number };
};

export type LogLevel = 'trace' | 'debug' | 'information' | 'warning' | 'error' | 'critical' | 'none';

export type WorkerLog = {
  level: LogLevel;
  category: 'user' | 'system' | 'customMetric';
  message: string;
  functionName?: string;
};

export type WorkerError = { message: string; stack: string };
