import type { AppRegistry, HookName } from './app-registry.ts';

/** Runs the hooks of one name in the order of their registration; the first that throws ends it. */
export async function runHooks(registry: AppRegistry, name: HookName, context: object): Promise<void> {
  for (const hook of registry.hooks[name]) await hook(context);
}
