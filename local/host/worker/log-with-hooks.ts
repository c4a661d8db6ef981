import type { WorkerLog } from '../worker-link/messages.ts';
import type { AppRegistry } from './app-registry.ts';

let inHook = false;

/** Sends a log line to the host, after the app's log hooks have had the chance to change it. */
export function logWithHooks(registry: AppRegistry, log: WorkerLog, invocationContext?: unknown): void {
  const { hookData, appHookData } = registry;
  const context = { hookData, appHookData, ...log, invocationContext };
  // A hook that logs would otherwise call itself for ever.
  if (!inHook) {
    inHook = true;
    try {
      for (const hook of registry.hooks.log) hook(context);
    } finally {
      inHook = false;
    }
  }
  registry.log({ ...log, level: context.level, message: context.message });
}
