import path from 'node:path';
import { createRequestHandler } from './handle-request.ts';
import { readHostJson } from './host-json/read-host-json.ts';
import { type StartHostOptions, withAzureDefaults } from './host-options.ts';
import { serveHttp } from './http/serve-http.ts';
import type { HostKeys } from './keys/make-keys.ts';
import { createHostLog } from './logs/host-log.ts';
import { runApp } from './run-app.ts';
import type { ListedFunction } from './triggers/trigger.ts';
import { waitAtMost } from './wait-at-most.ts';

export type { StartHostOptions } from './host-options.ts';

export type RunningHost = {
  /** Without a slash at its end. */
  url: string;
  port: number;
  readonly keys: HostKeys;
  readonly functions: (ListedFunction & { url: string })[];
  /** `Error` means that every request is answered 503; `errors` says why. */
  readonly state: 'Running' | 'Error';
  readonly errors: string[];
  readonly workerPid: number | undefined;
  /** Ends the worker gracefully and starts another, which loads the app anew. */
  restartWorker(): Promise<void>;
  /** Lets running requests finish, runs the app's appTerminate hooks and leaves nothing behind. */
  stop(): Promise<void>;
};

/**
 * Starts a host for one app: HTTP, routes, keys and logs in this process, the app in a worker process.
 *
 * @returns a host that answers, even if it only answers 503 because the app or its host.json is not sound
 * @throws if the port is taken, or for a host.json that ends the real host's process
 */
export async function startHost(given: StartHostOptions): Promise<RunningHost> {
  const options = withAzureDefaults({ ...given, appRoot: path.resolve(given.appRoot) });
  const settings = await readHostJson(options.appRoot);
  const log = createHostLog(options.log, settings.logLevels, options.quiet);
  const app = runApp(options, settings, log);

  const started = Promise.withResolvers<void>();
  const requests = createRequestHandler(app, started.promise);
  const server = await serveHttp(options.port, requests.handle);
  const url = `http://127.0.0.1:${server.port}`;
  await app.start();
  log.host('information', `Host is ${app.state === 'Running' ? 'running' : 'not running'} at ${url}`);
  started.resolve();

  return {
    url,
    port: server.port,
    get keys() {
      return app.keys;
    },
    get functions() {
      return app.functions.map((each) => ({ ...each, url: each.route && `${url}/${each.route}` }));
    },
    get state() {
      return app.state;
    },
    get errors() {
      return app.errors;
    },
    get workerPid() {
      return app.workerPid;
    },
    restartWorker: app.restartWorker,
    async stop() {
      server.stopListening();
      await waitAtMost(options.drainMs, [requests.drain(), app.drain()]);
      await app.stop();
      await server.close();
    },
  };
}
