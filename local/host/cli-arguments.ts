import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { parseJsonc } from './host-json/parse-jsonc.ts';
import type { StartHostOptions } from './host-options.ts';
import type { HostKeys } from './keys/make-keys.ts';

export const usage = `Runs an Azure Functions app (Node, programming model v4) on this machine.

  node local/host/cli.ts --app DIR [--port N] [--settings FILE] [--keys FILE] [--options FILE] [--quiet]

  --app DIR        the folder with host.json and package.json
  --port N         where to listen on 127.0.0.1; a free port if absent
  --settings FILE  the app's settings, as in local.settings.json: { "Values": { "NAME": "value" } }
  --keys FILE      { "master": "…", "host": { "NAME": "…" }, "functions": { "FUNCTION": { "NAME": "…" } },
                   "system": { "eventgrid_extension": "…" } }; keys that are not given are made at random
  --options FILE   what else startHost takes (host-options.ts), such as { "queueInvisibleMs": 2000 }
  --quiet          no lines about functions that start and end, only what they log and what goes wrong
  --help           this text

Ends gracefully on Ctrl+C. Exit codes: 0 stopped, 1 could not start, 2 arguments not understood.
`;

/**
 * Reads the command line.
 *
 * @returns undefined if only the help is wanted
 * @throws with a sentence for the user, if anything is wrong with it or with the files it names
 */
export function readArguments(args: string[]): StartHostOptions | undefined {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  const { values } = parseArgs({
    args,
    options: { app: text, port: text, settings: text, keys: text, options: text, quiet: flag, help: flag },
  });
  if (values.help) return undefined;
  if (!values.app) throw new Error('--app is missing.');
  if (!/^\d{0,5}$/.test(values.port ?? '')) throw new Error(`--port ${values.port} is not a port.`);
  return {
    ...(values.options && readJson(values.options)),
    appRoot: values.app,
    port: Number(values.port ?? 0),
    env: values.settings ? readSettings(values.settings) : {},
    keys: values.keys ? (readJson(values.keys) as Partial<HostKeys>) : {},
    quiet: values.quiet ?? false,
  };
}

function readSettings(file: string): Record<string, string> {
  const { Values: values = {} } = readJson(file) as { Values?: Record<string, unknown> };
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]));
}

function readJson(file: string): object {
  try {
    const json = parseJsonc(readFileSync(file, 'utf8'));
    if (typeof json === 'object' && json !== null) return json;
  } catch (error) {
    throw new Error(`${file} cannot be read: ${(error as Error).message}`);
  }
  throw new Error(`${file} does not hold a JSON object.`);
}
