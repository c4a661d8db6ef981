import type { ToWorker } from '../worker-link/messages.ts';
import { createRegistry } from './app-registry.ts';
import { errorToSend } from './error-to-send.ts';
import { loadApp } from './load-app.ts';
import { provideCoreModule } from './provide-core-module.ts';
import { runHooks } from './run-hooks.ts';
import { runInvocation } from './run-invocation.ts';
import { sendToHost } from './send-to-host.ts';

/** The worker process: loads one app, then runs its functions when the host asks. */
const appRoot = process.argv[2] ?? process.cwd();
const registry = createRegistry((log) => sendToHost({ type: 'log', log }));

// A worker without its host is of no use, and must not go on working.
process.on('disconnect', () => process.exit(0));
// Ctrl+C reaches the whole process group; it is the host that decides how the worker ends.
process.on('SIGINT', () => undefined);

const handlers: { [K in ToWorker['type']]: (message: Extract<ToWorker, { type: K }>) => Promise<void> } = {
  async invoke({ invocation }) {
    const { invocationId } = invocation;
    try {
      sendToHost({ type: 'result', invocationId, outcome: await runInvocation(registry, invocation) });
    } catch (error) {
      sendToHost({ type: 'failure', invocationId, error: errorToSend(error) });
    }
  },
  async terminate() {
    const { hookData, appHookData } = registry;
    try {
      await runHooks(registry, 'appTerminate', { hookData, appHookData });
    } catch (error) {
      registry.log({
        level: 'error',
        category: 'system',
        message: `An appTerminate hook failed: ${errorToSend(error).stack}`,
      });
    }
    process.exit(0);
  },
};

provideCoreModule(registry);
const app = await loadApp(appRoot, registry);

process.on('message', (message: ToWorker) => void handlers[message.type](message as never));
sendToHost({ type: 'ready', app });
