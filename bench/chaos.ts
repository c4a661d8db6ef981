import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildApp } from '../local/build-app.ts';
import { projectFolder } from '../local/packaging/bundle.ts';
import { describeChaos } from './chaos/describe-chaos.ts';
import { runChaos } from './chaos/run-chaos.ts';

const help = `npm run chaos [-- --events N --kills K --seed S --threads T --bans PERCENT]

Sends N events (1000) to two instances of the app over T threads (1000), kills instances K times (30) with SIGKILL, at
any instant and at each step of an event's way, has ACS and storage fail in every way they can, waits until all is at
rest, and says what was lost. Of a hundred events so many (30) belong to stories: bans, some with an end, some from every
thread, unbans and removals of one person, sent in an order of chance, some of them again, while members add the person
again and again. The others are removals, each of somebody else; --bans 0 sends nothing but those.

Judged by who is in the threads, by the calls that ACS has seen and by the rows of the tables. Exits 1 unless nothing was
lost, nothing happened that nobody asked for, everybody is where the newest decision about them says, and each
acknowledged event has a record that has ended. The same seed throws the same dice; what the machine does between them
is its own.
`;

const text = { type: 'string' } as const;
const { values } = parseArgs({
  options: {
    events: text,
    kills: text,
    seed: text,
    threads: text,
    bans: text,
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
  // Apart from dist: whoever builds meanwhile would change the app under the next instance.
  const folder = join(projectFolder, `.local/chaos-${process.pid}`);
  try {
    const chaos = await runChaos({
      appRoot: await buildApp(folder),
      events: Number(values.events ?? 1_000),
      kills: Number(values.kills ?? 30),
      threads: Number(values.threads ?? 1_000),
      bans: Number(values.bans ?? 30),
      seed,
      progress: (line) => print(`  ${line}`),
      log: values.verbose ? print : () => {},
    });
    print(describeChaos(chaos, seed));
    const { lost, unexpected, stale, leftOver } = chaos.verdict;
    process.exitCode = lost.length + unexpected.length + stale.length + leftOver === 0 ? 0 : 1;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
