import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { startAzure } from '../../local/azure/start-azure.ts';
import { startStorage } from '../../local/storage/start-storage.ts';
import { dice as diceOf } from './dice.ts';
import { dueRows, judge, type Verdict } from './judge.ts';
import { killableHost } from './killable-host.ts';
import { type Sent, sendLoad } from './send-load.ts';
import { steps } from './steps.ts';
import { makeTrouble } from './trouble.ts';

/** How hard it is to be. */
export interface ChaosOptions {
  readonly appRoot: string;
  readonly events: number;
  readonly kills: number;
  readonly seed: number;
  /** Threads the events are spread over; ACS takes 30 removals a minute from one. */
  readonly threads: number;
  /** Told how far it is. */
  readonly progress: (line: string) => void;
  /** Lines that the instances have printed. */
  readonly log: (line: string) => void;
}

const atOnce = 24;
/** How long a step is waited for before an instance is killed anyway, and how long all may take to come to rest. */
const stepMs = 3_000;
const restMs = 6 * 60_000;

/** What came of it, and where the kills fell. */
export interface Chaos {
  readonly verdict: Verdict;
  readonly kills: Readonly<Record<string, number>>;
  readonly faults: Readonly<Record<'acs' | 'storage', number>>;
  readonly seconds: number;
}

/** Runs two instances, sends events, kills and hinders, waits until all is at rest, and judges. */
export async function runChaos(options: ChaosOptions): Promise<Chaos> {
  const { appRoot, events: count, kills, seed, progress, log } = options;
  const started = Date.now();
  await using cleanUp = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'chaos-'));
  cleanUp.defer(() => rm(folder, { recursive: true, force: true }));
  const azure = await startAzure();
  cleanUp.defer(azure.stop);
  const storage = await startStorage();
  cleanUp.defer(storage.stop);
  const key = crypto.randomUUID();
  const keys = { functions: { 'receive-events': { default: key } } };
  const setUp = { appRoot, folder, settings: azure.appSettings(), keys, storage, log };
  const hosts = await Promise.all(['one', 'two'].map((name) => killableHost(name, setUp)));
  for (const host of hosts) cleanUp.defer(host.stop);

  const dice = diceOf(seed);
  const { events, bystanders } = seatEverybody(azure, count, options.threads, dice);
  const told: Record<string, number> = {};
  const faults = { acs: 0, storage: 0 };
  let sent = 0;
  let killed = 0;
  const report = () =>
    progress(`${sent}/${count} events sent, ${killed}/${kills} kills, ${faults.acs + faults.storage} faults`);

  const killing = async () => {
    for (; killed < kills; killed += 1) {
      const step = dice.roll() < 0.25 ? undefined : dice.pick(steps);
      if (!step) await wait(dice.below(1_000));
      const struck = await step?.strike(hosts, azure, AbortSignal.timeout(stepMs));
      const victim = struck ?? dice.pick(hosts);
      if (!struck) await victim.kill();
      const name = struck && step ? step.name : 'at any instant';
      told[name] = (told[name] ?? 0) + 1;
      await wait(dice.below(300));
      await victim.start();
      if (sent >= count && killed % 10 === 9) report();
    }
  };
  const load = sendLoad(events, hosts, { key, signingKey: azure.signingKey }, diceOf(seed + 1), {
    atOnce,
    mayGoOn: () => sent / count <= (killed + 1) / Math.max(1, kills),
    done: () => {
      sent += 1;
      if (dice.roll() < 0.05) faults[makeTrouble(azure, hosts, dice)] += 1;
      if (sent % Math.ceil(count / 20) === 0) report();
    },
  });
  await Promise.all([load, killing()]);

  azure.faults.clear();
  for (const { proxy } of hosts) proxy.faults.clear();
  for (const until = Date.now() + restMs; Date.now() < until; await wait(2_000)) {
    const left = await dueRows(storage);
    progress(`at rest but for ${left} decisions`);
    if (left === 0) break;
  }
  const verdict = await judge(events, bystanders, azure, storage);
  return { verdict, kills: told, faults, seconds: Math.round((Date.now() - started) / 1_000) };
}

function seatEverybody(
  { communication, moderatorId }: Awaited<ReturnType<typeof startAzure>>,
  count: number,
  threads: number,
  dice: ReturnType<typeof diceOf>,
): { events: Sent[]; bystanders: Map<string, string[]> } {
  const bystanders = new Map<string, string[]>();
  const ids = Array.from({ length: Math.min(threads, count) }, () => {
    const people = [moderatorId, communication.createIdentity()];
    const id = communication.threads.create({ createdBy: moderatorId, members: people });
    bystanders.set(id, people);
    return id;
  });
  const events = Array.from({ length: count }, (_, index): Sent => {
    const threadId = ids[index % ids.length] ?? '';
    const participant = communication.createIdentity();
    communication.threads.add(threadId, participant);
    return {
      id: `event-${index}`,
      threadId,
      participant,
      patient: dice.roll() < 0.5,
      requests: 0,
      firstSent: 0,
    };
  });
  return { events, bystanders };
}
