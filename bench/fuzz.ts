import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildApp } from '../local/build-app.ts';
import { projectFolder } from '../local/packaging/bundle.ts';
import { describeFuzz } from './fuzz/describe-fuzz.ts';
import { runFuzz } from './fuzz/run-fuzz.ts';

const help = `npm run fuzz [-- --requests N --seed S --concurrency C --minutes M --only INDEX --verbose]

Sends N requests (10000), C at once (16), to the app on a local stack: events of every format from sources of every kind,
signed and right, and the same with something done to them before or after they were signed; what operators ask for; and
what is no HTTP at all. Then says whether the app did anything but refuse what is wrong and do what is right: whether it
answered with an error of its own, fell over, kept memory, gave away a secret, or removed somebody whom nobody asked it to
remove. Exits 1 if so. What is on record is emptied now and then, because the storage emulator slows down with every row.
The same seed sends the same requests, but for keys and times; a finding names its request, and --only sends that one alone
and prints what went to and fro.
`;

const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;
const { values } = parseArgs({
  options: {
    requests: text,
    seed: text,
    concurrency: text,
    minutes: text,
    only: text,
    verbose: flag,
    help: flag,
  },
});
const print = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

if (values.help) print(help);
else {
  const seed = Number(values.seed ?? 1);
  const alone = values.only !== undefined;
  // Apart from dist: a run takes long, and whoever builds meanwhile would change the app under it.
  const folder = join(projectFolder, `.local/fuzz-${process.pid}`);
  try {
    const fuzzed = await runFuzz({
      appRoot: await buildApp(folder),
      requests: Number(values.requests ?? 10_000),
      seed,
      concurrency: Number(values.concurrency ?? 16),
      ...(values.minutes !== undefined && { minutes: Number(values.minutes) }),
      ...(alone && { only: Number(values.only) }),
      progress: (line) => print(`  ${line}`),
      log: values.verbose || alone ? print : () => {},
    });
    print(describeFuzz(fuzzed, seed));
    process.exitCode = fuzzed.findings.length === 0 ? 0 : 1;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
