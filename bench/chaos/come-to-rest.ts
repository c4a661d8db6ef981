import { setTimeout as wait } from 'node:timers/promises';
import type { RunningStorage } from '../../local/storage/start-storage.ts';
import { openCases } from './judge/case.ts';
import type { Evidence } from './judge/evidence.ts';
import { countBannedInside } from './judge/find-stale.ts';
import { countDue } from './judge/read-ledger.ts';
import type { KillableHost } from './killable-host.ts';

/** What is waited with. */
export interface Resting {
  readonly storage: Pick<RunningStorage, 'connectionString'>;
  readonly hosts: readonly KillableHost[];
  /** The evidence as it is now. */
  gather(): Promise<Evidence>;
  /** Opens the admin door, through which the timers are rung ahead of their time; absent if they have all the time. */
  readonly masterKey?: string;
  readonly progress: (line: string) => void;
}

/** How often it is looked, and how long all may take to come to rest, by itself and when the timers are rung; in milliseconds. */
const [lookMs, restMs, hurriedMs] = [2_000, 6 * 60_000, 150_000];

/** Waits until no decision has work left and nobody is banned and inside, or until it is clear that this does not come. */
export async function comeToRest({ storage, hosts, gather, masterKey, progress }: Resting): Promise<void> {
  const patienceMs = masterKey ? hurriedMs : restMs;
  for (const end = Date.now() + patienceMs; Date.now() < end; await wait(lookMs)) {
    const due = await countDue(storage);
    const evidence = due === 0 ? await gather() : undefined;
    const inside = evidence && countBannedInside(evidence, openCases(evidence));
    if (inside === 0) return;
    progress(due > 0 ? `at rest but for ${due} decisions` : `${inside} people are banned and inside`);
    if (masterKey) await ring(due > 0 ? 'sweep' : 'reconcile', hosts, masterKey);
  }
}

async function ring(timer: string, [host]: readonly KillableHost[], masterKey: string): Promise<void> {
  await fetch(`${host?.url}/admin/functions/${timer}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-functions-key': masterKey },
    body: '{}',
  });
}
