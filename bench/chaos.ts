import { parseArgs } from 'node:util';
import { buildApp } from '../local/build-app.ts';
import { describeChaos } from './chaos/describe-chaos.ts';
import { runChaos } from './chaos/run-chaos.ts';

const help = `npm run chaos [-- --events N --kills K --seed S --threads T]

Sends N events (1000) to two instances of the app over T threads (1000), kills instances K times (30) with SIGKILL, at
any instant and at each step of an event's way, has ACS and storage fail in every way they can, waits until all is at
rest, and says what was lost. Judged by who is in the threads, by the calls that ACS has seen and by the rows of the
ledger. Exits 1 unless nothing was lost, nothing happened that nobody asked for, and each acknowledged event has just
one record that has ended. The same seed throws the same dice; what the machine does between them is its own.
`;

const text = { type: 'string' } as const;
const { values } = parseArgs({
  options: {
    events: text,
    kills: text,
    seed: text,
    threads: text,
    verbose: { type: 'boolean' },
    help: { type: 'boolean' },
  },
});
const print = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

if (values.help) print(help);
else {
  const seed = Number(values.seed ?? 1);
  const chaos = await runChaos({
    appRoot: await buildApp(),
    events: Number(values.events ?? 1_000),
    kills: Number(values.kills ?? 30),
    threads: Number(values.threads ?? 1_000),
    seed,
    progress: (line) => print(`  ${line}`),
    log: values.verbose ? print : () => {},
  });
  print(describeChaos(chaos, seed));
  const { lost, unexpected, leftOver } = chaos.verdict;
  process.exitCode = lost.length + unexpected.length + leftOver === 0 ? 0 : 1;
}
