// Runs bundled, as plain JavaScript: so neither type stripping nor its memory is part of what is measured.
import { pathToFileURL } from 'node:url';
import { createRegistry } from '../local/host/worker/app-registry.ts';
import { provideCoreModule } from '../local/host/worker/provide-core-module.ts';

/** Loads one app as the worker does and tells, as JSON, what that took. */
const registry = createRegistry(() => undefined);
provideCoreModule(registry);

const mebibyte = 1024 * 1024;
const before = performance.now();
await import(pathToFileURL(process.argv[2] ?? '').href);
const loadMs = performance.now() - before;

const loaded = { loadMs, rssMiB: process.memoryUsage.rss() / mebibyte, functions: registry.functions.size };
process.stdout.write(JSON.stringify(loaded));
