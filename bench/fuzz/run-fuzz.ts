import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { startStack } from '../../local/stack/start-stack.ts';
import { collectFindings } from './collect-findings.ts';
import { emptyStorage } from './empty-storage.ts';
import { createLeakSearch } from './find-leaks.ts';
import { guardThreads } from './guard-threads.ts';
import { hearApp, textOf } from './hear-app.ts';
import { makeRequest } from './make-request.ts';
import { secretsOf } from './secrets-of-stack.ts';
import { sendPatiently } from './send-patiently.ts';
import { makeSources } from './sources.ts';
import { askMemory, judgeMemory, tellingMemory, type WorkerMemory } from './worker-memory.ts';
import { worldOf } from './world.ts';
import { writeRequest } from './write-request.ts';

/** What is to be sent. */
export interface FuzzOptions {
  readonly appRoot: string;
  readonly requests: number;
  readonly seed: number;
  readonly concurrency: number;
  /** It ends sooner after so many minutes. */
  readonly minutes?: number;
  /** One request alone, by its place in the run. */
  readonly only?: number;
  readonly progress: (line: string) => void;
  /** Lines that the host and the app have printed, and, with `only`, what was sent and answered. */
  readonly log: (line: string) => void;
}

/** What came of it. */
export interface Fuzzed {
  readonly sent: number;
  /** How many answers of each status, and how often there was none. */
  readonly answers: Readonly<Record<string, number>>;
  /** Calls for removals that ACS has seen. */
  readonly removals: number;
  /** What is wrong, each kind once, with the request it came of where that is known. */
  readonly findings: readonly string[];
  /** After the warm-up and at the end; not on Windows. */
  readonly memory?: { readonly warm: WorkerMemory; readonly end: WorkerMemory };
  readonly longestMs: number;
  readonly seconds: number;
}

/** So many are sent before memory is measured for the first time. */
const warmUpOf = (requests: number) => Math.ceil(Math.max(requests / 20, Math.min(5_000, requests / 4)));
/** After so many, what they have left in storage is forgotten. */
const season = 40_000;
/** How long may be waited, once all are sent, for what was promised. */
const restMs = 150_000;
const judgedEvery = 1_000;

/** Sends a run of requests to the app on a stack of its own, and judges what comes of it. */
export async function runFuzz(options: FuzzOptions): Promise<Fuzzed> {
  const { appRoot, seed, requests, only, progress, log } = options;
  const started = Date.now();
  await using cleanUp = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'fuzz-'));
  cleanUp.defer(() => rm(folder, { recursive: true, force: true }));
  const memoryFile = join(folder, 'memory.json');
  const world = worldOf(seed);
  const sources = makeSources(world.resource);
  const findings = collectFindings((finding) => progress(`! ${finding}`));
  const heard = hearApp(findings);
  const stack = await startStack({
    appRoot,
    settings: { WEBHOOK_SOURCES: sources.setting },
    host: { quiet: true, execArgv: tellingMemory(memoryFile) },
    events: 'off',
    log: (line) => {
      log(line);
      heard.line(line);
    },
  });
  cleanUp.defer(stack.stop);
  for (const [name, value] of sources.secrets) stack.azure.vault.setSecret(name, value);
  const { azure, host } = stack;
  const firstWorker = host.workerPid;
  const keys = { events: stack.events.key, operator: host.keys.host.default ?? '' };
  const setUp = { world, sources, moderator: azure.moderatorId, now: started };
  const guard = guardThreads(azure, world);
  const leaksIn = createLeakSearch(secretsOf(stack, sources, seed));
  const warmUp = warmUpOf(requests);
  let warm: WorkerMemory | undefined;
  let [sent, next] = [0, only ?? 0];

  const sendOne = async (index: number) => {
    const draft = makeRequest(index, setUp);
    const where = `seed ${seed}, request ${index} (${draft.story.join(', ')}): `;
    guard.seat(index, draft);
    const wire = writeRequest(draft, keys);
    const came = await sendPatiently(host.port, wire);
    if (only !== undefined) log(`${where}\n${wire.bytes.subarray(0, 4_000)}\n\n${textOf(came)}`);
    heard.answer(came, draft, where);
  };

  const judgeSoFar = () => {
    for (const finding of guard.judge()) findings.add(finding);
    heard.search(leaksIn);
    if (host.workerPid !== firstWorker) findings.add('the worker is gone, and another has taken its place');
  };

  const report = async () => {
    const memory = await askMemory(host.workerPid, memoryFile);
    if (sent >= warmUp) warm ??= memory;
    const rate = Math.round(sent / ((Date.now() - started) / 1_000));
    const [inUse, held] = [memory?.inUseMiB.toFixed(1), memory?.rssMiB.toFixed(0)];
    progress(
      `${sent}/${requests} requests, ${rate} a second, ${guard.removals} removals, ${inUse} MiB in use, ${held} MiB held`,
    );
  };

  const end = only === undefined ? requests : only + 1;
  const until = started + (options.minutes ?? Number.POSITIVE_INFINITY) * 60_000;
  const sender = async (last: number) => {
    while (next < last && Date.now() < until) {
      next += 1;
      await sendOne(next - 1);
      sent += 1;
      if (sent % judgedEvery === 0) judgeSoFar();
      if (sent === warmUp || sent % Math.ceil(requests / 20) === 0) await report();
    }
  };
  const rest = async () => {
    for (const late = Date.now() + restMs; guard.left() > 0 && Date.now() < late; ) await wait(1_000);
    return guard.left() === 0;
  };
  while (next < end && Date.now() < until) {
    const last = Math.min(end, next + season);
    await Promise.all(Array.from({ length: options.concurrency }, () => sender(last)));
    // Only where nothing that was promised is left to be done.
    if ((await rest()) && next < end) await emptyStorage(stack.storage);
  }

  // Whoever had to stay may still be removed, if something has gone wrong.
  await wait(2_000);
  for (const finding of guard.judgeAll()) findings.add(finding);
  judgeSoFar();
  const atEnd = await askMemory(host.workerPid, memoryFile);
  const memory = warm && atEnd && { warm, end: atEnd };
  if (memory) for (const finding of judgeMemory(memory.warm, memory.end, warmUp)) findings.add(finding);
  return {
    sent,
    answers: heard.answers,
    removals: guard.removals,
    findings: findings.list(),
    ...(memory && { memory }),
    longestMs: heard.longestMs,
    seconds: Math.round((Date.now() - started) / 1_000),
  };
}
