import Module from 'node:module';
import type { FunctionMetadata, LogLevel, WorkerLog } from '../worker-link/messages.ts';
import type { AppRegistry, Callback, HookName, ProgrammingModel } from './app-registry.ts';
import { logWithHooks } from './log-with-hooks.ts';

/** The version of the Node worker and of the host whose behaviour is followed. */
const versions = { version: '3.14.1', hostVersion: '4.1052.200' };

/**
 * Makes `require('@azure/functions-core')` answer with the worker's API, as Azure's worker does. There is no
 * such package: only a `require` is caught, which is how `@azure/functions` asks for it.
 * @see https://github.com/Azure/azure-functions-nodejs-worker/blob/v4.x/src/setupCoreModule.ts
 */
export function provideCoreModule(registry: AppRegistry): void {
  const core = coreModule(registry);
  const prototype = Module.prototype as unknown as { require(id: string): unknown };
  const original = prototype.require;
  prototype.require = function (this: unknown, id: string) {
    return id === '@azure/functions-core' ? core : original.call(this as never, id);
  };
}

function coreModule(registry: AppRegistry) {
  return {
    ...versions,
    Disposable,
    log: (level: LogLevel, category: WorkerLog['category'], message: string) =>
      logWithHooks(registry, { level, category, message }),
    setProgrammingModel(model: ProgrammingModel) {
      registry.model = model;
    },
    getProgrammingModel: () => registry.model,
    registerFunction(metadata: FunctionMetadata, callback: Callback) {
      if (registry.started) throw systemError(Error, 'A function can only be registered during app startup.');
      if (registry.functions.has(metadata.name)) {
        throw systemError(Error, `A function with name "${metadata.name}" has already been registered.`);
      }
      registry.functions.set(metadata.name, { metadata, callback });
      return new Disposable(() => {
        if (registry.started) throw systemError(Error, 'A function can only be disposed during app startup.');
        registry.functions.delete(metadata.name);
      });
    },
    registerHook(name: string, callback: Callback) {
      const hooks = registry.hooks[name as HookName];
      if (!hooks) throw systemError(RangeError, `Unrecognized hook "${name}"`);
      hooks.push(callback);
      return new Disposable(() => {
        hooks.splice(hooks.indexOf(callback), 1);
      });
    },
  };
}

/** The library tells its own and the worker's errors from the app's by this mark. */
function systemError(Kind: ErrorConstructor, message: string) {
  return Object.assign(new Kind(message), { isAzureFunctionsSystemError: true });
}

class Disposable {
  #dispose: (() => void) | undefined;
  constructor(dispose: () => void) {
    this.#dispose = dispose;
  }
  static from(...disposables: { dispose(): void }[]) {
    return new Disposable(() => {
      for (const each of disposables) each.dispose();
    });
  }
  dispose() {
    const dispose = this.#dispose;
    this.#dispose = undefined;
    dispose?.();
  }
}
