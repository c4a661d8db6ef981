import { Module } from 'node:module';
import path from 'node:path';
import type { FromAzurite, ServiceName, StorageOrders } from './azurite-messages.ts';

/**
 * Azurite's three servers in a process of their own, without its command line: that would load its telemetry and
 * with it some 1,800 modules, which take longer than all the rest.
 */
type Server = { start(): Promise<void>; close(): Promise<void>; getHttpServerAddress(): string };

const load = Module.createRequire(Module.createRequire(import.meta.url).resolve('azurite/package.json'));

/** A module that is there already is not loaded, so there is nothing that could report what is done here. */
const telemetry = load.resolve('applicationinsights');
load.cache[telemetry] = Object.assign(new Module(telemetry), { loaded: true, exports: {} });
load('./dist/src/common/Telemetry.js').AzuriteTelemetryClient.init('', false);

const [host, keepAliveSeconds, none] = ['127.0.0.1', 120, ''] as const;
const [accessLog, debugLog, loose, skipApiVersionCheck] = [false, false, false, true] as const;

/** Azurite takes its settings by place; the last ones are alike for all three. */
function createServer(
  kind: string,
  name: ServiceName,
  { ports, folder }: StorageOrders,
  own: unknown[],
): Server {
  const { default: Configuration } = load(`./dist/src/${name}/${kind}Configuration.js`);
  const { default: Server } = load(`./dist/src/${name}/${kind}Server.js`);
  const certificate = [none, none, none];
  const last = [loose, skipApiVersionCheck, ...certificate, undefined, false, folder === undefined];
  return new Server(new Configuration(host, ports[name] ?? 0, keepAliveSeconds, ...own, ...last));
}

function createServers(orders: StorageOrders): Record<ServiceName, Server> {
  const file = (name: string) => path.join(orders.folder ?? '', name);
  const kept = (name: string) => [
    ...[file(`${name}s.json`), file(`${name}-extents.json`)],
    [{ locationId: 'Default', locationPath: file(name), maxConcurrency: 10 }],
    ...[accessLog, undefined, debugLog, none],
  ];
  return {
    blob: createServer('Blob', 'blob', orders, kept('blob')),
    queue: createServer('Queue', 'queue', orders, kept('queue')),
    table: createServer('Table', 'table', orders, [
      file('tables.json'),
      debugLog,
      accessLog,
      undefined,
      none,
    ]),
  };
}

async function serve(orders: StorageOrders): Promise<FromAzurite> {
  const servers = Object.entries(createServers(orders));
  for (const [, server] of servers) await server.start();
  // It goes with the process that started it, and what it keeps in files is written before.
  process.on('disconnect', async () => {
    for (const [, server] of servers) await server.close().catch(() => undefined);
    process.exit(0);
  });
  const urls = servers.map(([name, server]) => [name, server.getHttpServerAddress()]);
  return { urls: Object.fromEntries(urls) };
}

const answer = (message: FromAzurite) => {
  if (process.connected) process.send?.(message);
};

// Ctrl+C reaches the whole process group; the process that started this one decides when it ends.
process.on('SIGINT', () => undefined);
process.once('message', (orders: StorageOrders) => {
  serve(orders).then(answer, (error: Error) => answer({ problem: error.message }));
});
