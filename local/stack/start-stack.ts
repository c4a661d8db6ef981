import { type RunningAzure, startAzure } from '../azure/start-azure.ts';
import { type RunningHost, type StartHostOptions, startHost } from '../host/start-host.ts';

/** Where the stack listens and what it runs; what is not given is free to choose. */
export interface StackOptions {
  /** The built app. */
  readonly appRoot: string;
  readonly hostPort?: number;
  readonly azurePort?: number;
  /** Settings on top of those that lead the app to the emulated Azure. */
  readonly settings?: Readonly<Record<string, string>>;
  readonly host?: Omit<StartHostOptions, 'appRoot' | 'port' | 'env' | 'log'>;
  readonly log?: (line: string) => void;
}

/** The app on its host, beside everything of Azure that it needs. */
export interface Stack {
  readonly azure: RunningAzure;
  readonly host: RunningHost;
  /** The address that events are sent to, and the key that goes along as `x-functions-key`. */
  readonly events: { readonly url: string; readonly key: string };
  stop(): Promise<void>;
}

/**
 * Starts the emulated Azure and a host with the app.
 *
 * @throws when a port is taken; nothing is left running then.
 */
export async function startStack({ appRoot, settings, log, ...options }: StackOptions): Promise<Stack> {
  const azure = await startAzure({ ...(options.azurePort && { port: options.azurePort }) });
  try {
    const host = await startHost({
      ...options.host,
      appRoot,
      env: { ...azure.appSettings(), ...settings },
      ...(options.hostPort && { port: options.hostPort }),
      ...(log && { log }),
    });
    const key = host.keys.functions['receive-events']?.default ?? '';
    return {
      azure,
      host,
      events: { url: `${host.url}/api/events`, key },
      async stop() {
        await host.stop();
        await azure.stop();
      },
    };
  } catch (error) {
    await azure.stop();
    throw error;
  }
}
