import { readArguments, usage } from './cli-arguments.ts';
import type { StartHostOptions } from './host-options.ts';
import { type RunningHost, startHost } from './start-host.ts';

/** One host as a process of its own, for people and for tests that kill it. `--help` says how. */
const say = (line: string) => process.stdout.write(`${line}\n`);

try {
  const options = readArguments(process.argv.slice(2));
  if (options) await run(options);
  else say(usage);
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n\n${usage}`);
  process.exitCode = 2;
}

async function run(options: StartHostOptions): Promise<void> {
  const host = await startHost({ ...options, log: say }).catch((error: Error) => {
    process.stderr.write(`The host cannot start: ${error.message}\n`);
    process.exitCode = 1;
  });
  if (!host) return;
  introduce(host);

  let stopping = false;
  const stop = () => {
    // Whoever asks a second time does not want to wait for running requests.
    if (stopping) process.exit(1);
    stopping = true;
    void host.stop().finally(() => process.connected && process.disconnect());
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
  process.once('disconnect', () => stopping || stop());
  process.send?.({
    type: 'started',
    url: host.url,
    port: host.port,
    keys: host.keys,
    workerPid: host.workerPid,
  });
}

function introduce({ url, functions, keys, errors }: RunningHost): void {
  say(`Functions at ${url}`);
  for (const each of functions) say(`  ${each.name}: ${each.methods.join(',')} ${each.url || each.trigger}`);
  for (const error of errors) say(`  ! ${error}`);
  say(`Host key (header x-functions-key): ${Object.values(keys.host)[0]}`);
}
