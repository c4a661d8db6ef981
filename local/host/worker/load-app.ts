import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { LoadedApp } from '../worker-link/messages.ts';
import type { AppRegistry } from './app-registry.ts';
import { errorToSend } from './error-to-send.ts';
import { findEntryFiles } from './find-entry-files.ts';
import { runHooks } from './run-hooks.ts';

/**
 * Loads an app in the order in which Azure's worker does: entry files one after the other, appStart hooks,
 * capabilities, and only then the list of functions.
 *
 * @returns what was registered; if anything failed, no function at all, and why
 */
export async function loadApp(appRoot: string, registry: AppRegistry): Promise<LoadedApp> {
  try {
    await loadEntryFiles(appRoot);
    const { hookData, appHookData } = registry;
    await runHooks(registry, 'appStart', { hookData, appHookData, functionAppDirectory: appRoot });
    const capabilities = await registry.model?.getCapabilities?.({});
    registry.started = true;
    const functions = [...registry.functions.values()].map(({ metadata }) =>
      JSON.parse(JSON.stringify(metadata)),
    );
    return { functions, ...(capabilities?.HttpUri && { httpUri: capabilities.HttpUri }) };
  } catch (error) {
    registry.started = true;
    return { functions: [], error: errorToSend(error) };
  }
}

async function loadEntryFiles(appRoot: string) {
  const require = createRequire(path.join(appRoot, 'package.json'));
  let current = 'package.json';
  try {
    for (const file of await findEntryFiles(appRoot)) {
      current = path.relative(appRoot, file.path);
      if (file.esm) await import(pathToFileURL(file.path).href);
      else require(file.path);
    }
  } catch (thrown) {
    const { message, stack } = errorToSend(thrown);
    const why = `Worker was unable to load entry point "${current}": ${message}`;
    throw Object.assign(new Error(why), { stack: `${why}\n${stack}` });
  }
}
