import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startAzure } from '../../local/azure/start-azure.ts';
import { startStorage } from '../../local/storage/start-storage.ts';
import { keepChronicle } from './chronicle.ts';
import { comeToRest } from './come-to-rest.ts';
import { dice as diceOf } from './dice.ts';
import { gatherEvidence } from './judge/evidence.ts';
import { judge, type Verdict } from './judge/judge.ts';
import { killHosts } from './kill-hosts.ts';
import { killableHost } from './killable-host.ts';
import { lineUp } from './load/line-up.ts';
import { type Seated, seatPeople } from './load/seat-people.ts';
import { sendLoad } from './load/send-load.ts';
import { letRejoin } from './rejoin.ts';
import { subscribeHosts } from './subscribe-hosts.ts';
import { makeTrouble } from './trouble.ts';

/** How hard it is to be. */
export interface ChaosOptions {
  readonly appRoot: string;
  readonly events: number;
  readonly kills: number;
  readonly seed: number;
  /** Threads the events are spread over; ACS takes 30 removals a minute from one. */
  readonly threads: number;
  /** So many of a hundred events belong to stories of bans; the others are removals, each of somebody else. */
  readonly bans: number;
  /** Rings the timers once the killing is over, instead of waiting for them: recovery looks quicker than it is. */
  readonly hurry?: boolean;
  /** Told how far it is. */
  readonly progress: (line: string) => void;
  /** Lines that the instances have printed. */
  readonly log: (line: string) => void;
}

/** What came of it, and where the kills fell. */
export interface Chaos {
  readonly verdict: Verdict;
  readonly kills: Readonly<Record<string, number>>;
  readonly faults: Readonly<Record<'acs' | 'storage', number>>;
  readonly seated: Seated;
  /** How many events were sent once more after their answer. */
  readonly sentAgain: number;
  readonly rejoins: { readonly told: number; readonly untold: number };
  readonly seconds: number;
}

const atOnce = 24;
/** How many of those who are out are added again when the killing is over; the others when all is at rest. */
const soon = 0.5;

/** Runs two instances, sends events, kills and hinders, waits until all is at rest, and judges. */
export async function runChaos(options: ChaosOptions): Promise<Chaos> {
  const { appRoot, kills, seed, progress, log } = options;
  const started = Date.now();
  await using cleanUp = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'chaos-'));
  cleanUp.defer(() => rm(folder, { recursive: true, force: true }));
  const azure = await startAzure();
  cleanUp.defer(azure.stop);
  const storage = await startStorage();
  cleanUp.defer(storage.stop);
  const [key, webhookKey, master] = [crypto.randomUUID(), crypto.randomUUID(), crypto.randomUUID()];
  const keys = {
    master,
    functions: { 'receive-events': { default: key } },
    system: { eventgrid_extension: webhookKey },
  };
  // Nobody is there to confirm what touches more threads than one decision may.
  const settings = { ...azure.appSettings(), MAX_FANOUT: '99999' };
  const setUp = { appRoot, folder, settings, keys, storage, log };
  const hosts = await Promise.all(['one', 'two'].map((name) => killableHost(`host-${name}`, setUp)));
  for (const host of hosts) cleanUp.defer(host.stop);

  const dice = diceOf(seed);
  const seated = seatPeople(azure, options, dice);
  const line = lineUp(seated.alone, seated.stories, dice);
  await subscribeHosts(azure, hosts, webhookKey);
  const chronicle = keepChronicle(azure);
  const rejoining = letRejoin(azure, seated, chronicle, diceOf(seed + 2));

  const faults = { acs: 0, storage: 0 };
  let sent = 0;
  const killing = killHosts(kills, hosts, azure, dice);
  const load = sendLoad(line, hosts, { key, signingKey: azure.signingKey }, diceOf(seed + 1), {
    atOnce,
    mayGoOn: () => sent / line.length <= (killing.done + 1) / Math.max(1, kills),
    done: () => {
      sent += 1;
      if (dice.roll() < 0.05) faults[makeTrouble(azure, hosts, dice)] += 1;
      if (sent % Math.ceil(line.length / 20) !== 0) return;
      const troubles = faults.acs + faults.storage;
      progress(`${sent}/${line.length} events sent, ${killing.done}/${kills} kills, ${troubles} faults`);
    },
  });
  await Promise.all([load, killing.end]);

  azure.faults.clear();
  for (const { proxy } of hosts) proxy.faults.clear();
  const gather = () => gatherEvidence(seated, chronicle, azure, storage);
  const resting = { storage, hosts, gather, progress, ...(options.hurry && { masterKey: master }) };
  rejoining.addWhoIsOut(soon);
  await comeToRest(resting);
  rejoining.addWhoIsOut(1);
  await comeToRest(resting);
  return {
    verdict: judge(await gather()),
    kills: killing.told,
    faults,
    seated,
    sentAgain: line.length - options.events,
    rejoins: { told: rejoining.told, untold: rejoining.untold },
    seconds: Math.round((Date.now() - started) / 1_000),
  };
}
