import { type RunningAzure, startAzure } from '../azure/start-azure.ts';
import { type RunningHost, type StartHostOptions, startHost } from '../host/start-host.ts';
import { type FaultProxy, startFaultProxy } from '../storage/fault-proxy.ts';
import { type RunningStorage, startStorage } from '../storage/start-storage.ts';
import { type EventsOption, subscribeToEvents } from './subscribe-to-events.ts';

/** Where the stack listens and what it runs; what is not given is free to choose. */
export interface StackOptions {
  /** The built app. */
  readonly appRoot: string;
  readonly hostPort?: number;
  readonly azurePort?: number;
  /** Settings on top of those that lead the app to the emulated Azure. */
  readonly settings?: Readonly<Record<string, string>>;
  readonly host?: Omit<StartHostOptions, 'appRoot' | 'port' | 'env' | 'log'>;
  /** Leads the app to its storage through `storageProxy`; the host's own triggers go straight there. */
  readonly storageFaults?: boolean;
  /** How the app is told who comes into a thread, if it has a function for that; `event-grid` if absent. */
  readonly events?: EventsOption;
  readonly log?: (line: string) => void;
}

/** The app on its host, beside everything of Azure that it needs. */
export interface Stack {
  readonly azure: RunningAzure;
  readonly storage: RunningStorage;
  /** Only with `storageFaults`. */
  readonly storageProxy: FaultProxy | undefined;
  /** What the host was started with: for further hosts of the same app on the same storage. */
  readonly hostOptions: StartHostOptions;
  readonly host: RunningHost;
  /** The address that events are sent to, the key that goes along as `x-functions-key`, and the one that signs them. */
  readonly events: { readonly url: string; readonly key: string; readonly signingKey: string };
  stop(): Promise<void>;
}

/**
 * Starts the emulated Azure, a storage account and a host with the app.
 *
 * @throws when a port is taken; nothing is left running then.
 */
export async function startStack({ appRoot, settings, log, ...options }: StackOptions): Promise<Stack> {
  await using started = new AsyncDisposableStack();
  const azure = await startAzure({ ...(options.azurePort && { port: options.azurePort }) });
  started.defer(azure.stop);
  const storage = await startStorage(log ? { log } : {});
  started.defer(storage.stop);
  const storageProxy = options.storageFaults ? await startFaultProxy(storage) : undefined;
  if (storageProxy) started.defer(storageProxy.stop);
  const { connectionString: AzureWebJobsStorage } = storageProxy ?? storage;
  const hostOptions = {
    ...options.host,
    appRoot,
    env: { ...azure.appSettings(), AzureWebJobsStorage, ...settings },
    ownSettings: { AzureWebJobsStorage: storage.connectionString, ...options.host?.ownSettings },
    ...(log && { log }),
  };
  const host = await startHost({ ...hostOptions, ...(options.hostPort && { port: options.hostPort }) });
  started.defer(host.stop);
  await subscribeToEvents(azure, host, options.events ?? 'event-grid');
  const running = started.move();
  return {
    azure,
    storage,
    storageProxy,
    hostOptions,
    host,
    events: {
      url: `${host.url}/api/events`,
      key: host.keys.functions['receive-events']?.default ?? '',
      signingKey: azure.signingKey,
    },
    stop: () => running.disposeAsync(),
  };
}
