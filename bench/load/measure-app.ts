import { startStack } from '../../local/stack/start-stack.ts';
import { processCost } from './process-cost.ts';
import { quantile, type Sent, sendSteadily } from './send-steadily.ts';

/** What one app costs under load. Times in milliseconds, memory in MiB, for each event where it says so. */
export interface AppCost {
  readonly name: string;
  readonly p50: number;
  readonly p99: number;
  readonly longest: number;
  readonly perSecond: number;
  readonly cpuPerEvent: number | undefined;
  readonly storagePerEvent: number;
  readonly azurePerEvent: number;
  /** At every tenth of the run. */
  readonly memory: readonly number[];
  readonly statuses: Sent['statuses'];
}

const atOnce = 8;
const warmUp = 200;

/** Runs an app on a stack of its own, warms it up, and sends it events. */
export async function measureApp(
  name: string,
  appRoot: string,
  events: number,
  progress: (line: string) => void,
): Promise<AppCost> {
  // Nobody tells of those who are seated: what an arrival costs is no part of what an event does.
  const stack = await startStack({ appRoot, storageFaults: true, events: 'off', host: { quiet: true } });
  // The peer asks for a token an event, which is more than ACS would give it; then it would be that which is measured.
  stack.azure.communication.behaviour.rateLimits = 'off';
  try {
    await sendSteadily(stack, warmUp, atOnce);
    stack.storageProxy?.calls.clear();
    stack.azure.calls.clear();
    const pid = stack.host.workerPid ?? 0;
    const [before, started] = [await processCost(pid), performance.now()];
    const memory: number[] = [];
    let [storageCalls, azureCalls] = [0, 0];
    const count = () => {
      storageCalls += stack.storageProxy?.calls.count() ?? 0;
      stack.storageProxy?.calls.clear();
    };
    const tenth = Math.max(1, Math.floor(events / 10));
    const sent = await sendSteadily(stack, events, atOnce, (done) => {
      if (done % 1_000 === 999) azureCalls += stack.azure.calls.count();
      if (done % 500 === 0) count();
      if (done % tenth !== 0) return;
      void processCost(pid).then((cost) => {
        if (cost) memory.push(Math.round(cost.memoryMiB));
        progress(`${name}: ${done}/${events} events, ${Math.round(cost?.memoryMiB ?? 0)} MiB`);
      });
    });
    const seconds = (performance.now() - started) / 1_000;
    count();
    if (azureCalls === 0) azureCalls = stack.azure.calls.count();
    const after = await processCost(pid);
    return {
      name,
      p50: quantile(sent.waits, 0.5),
      p99: quantile(sent.waits, 0.99),
      longest: quantile(sent.waits, 1),
      perSecond: events / seconds,
      cpuPerEvent: before && after ? (after.cpuMs - before.cpuMs) / events : undefined,
      storagePerEvent: storageCalls / events,
      azurePerEvent: azureCalls / events,
      memory,
      statuses: sent.statuses,
    };
  } finally {
    await stack.stop();
  }
}

/** How long senders wait when ACS answers nothing at all. */
export async function measureHang(
  appRoot: string,
  events: number,
): Promise<{ p50: number; longest: number; statuses: Sent['statuses'] }> {
  const stack = await startStack({ appRoot, host: { quiet: true } });
  try {
    await sendSteadily(stack, 20, 4);
    stack.azure.faults.add({ match: { operation: 'chat.removeParticipant' }, times: 'always', hang: true });
    const { waits, statuses } = await sendSteadily(stack, events, atOnce);
    return { p50: quantile(waits, 0.5), longest: quantile(waits, 1), statuses };
  } finally {
    await stack.stop();
  }
}
