import { blobClient } from '../storage/blob-client.ts';
import { findConnection } from '../storage/find-connection.ts';
import { type KeptLease, keepLease } from '../storage/keep-lease.ts';
import { hostId } from '../timers/host-id.ts';
import { parseSchedule, type Schedule } from '../timers/parse-schedule.ts';
import { type RunningTimer, runTimer, timerInfo } from '../timers/run-timer.ts';
import { statusInBlob } from '../timers/schedule-status.ts';
import type { FunctionMetadata } from '../worker-link/messages.ts';
import { findBinding } from './find-binding.ts';
import { isDisabled } from './is-disabled.ts';
import { resolveSettings } from './resolve-setting.ts';
import type { RunningTrigger, StartTrigger, TriggerContext } from './trigger.ts';

type TimerFunction = {
  name: string;
  binding: string;
  schedule: Schedule;
  runOnStartup: boolean;
  useMonitor: boolean;
};

/** Functions that run on a schedule, on one host of those that share a storage account. */
export const startTimerTrigger: StartTrigger = (metadata, context): RunningTrigger => {
  const errors: string[] = [];
  const functions = metadata.flatMap((each) => {
    try {
      findConnection(context.ownSettings);
      return [timerFunction(each, context.ownSettings)];
    } catch (error) {
      errors.push(`The function ${each.name} is disabled: ${(error as Error).message}.`);
      return [];
    }
  });
  const runs = ({ name }: { name: string }) => !isDisabled(name, context.ownSettings);
  const kept = functions.filter(runs).map((found) => keepTimer(found, context));

  return {
    functions: metadata.map(({ name }) => ({
      ...{ name, trigger: 'timerTrigger', methods: [], route: '' },
      disabled: !runs({ name }) || !functions.some((found) => found.name === name),
    })),
    errors,
    runOnDemand(functionName) {
      const found = functions.find(({ name }) => name === functionName);
      if (found) invoke(found, context, timerInfo(undefined, false)).catch(() => undefined);
      return found !== undefined;
    },
    async drain() {
      await Promise.all(kept.map(({ stop }) => stop()));
    },
    async stop() {
      for (const { stop } of kept) void stop();
    },
  };
};

function timerFunction(metadata: FunctionMetadata, settings: Record<string, string>): TimerFunction {
  const [binding, { schedule, runOnStartup, useMonitor }] = findBinding(metadata, 'timerTrigger');
  return {
    ...{ name: metadata.name, binding },
    schedule: parseSchedule(resolveSettings(String(schedule ?? ''), settings), settings.WEBSITE_TIME_ZONE),
    runOnStartup: runOnStartup === true,
    useMonitor: useMonitor !== false,
  };
}

const invoke = ({ name, binding }: TimerFunction, { invoke }: TriggerContext, info: object) =>
  invoke({
    functionName: name,
    inputData: [{ name: binding, data: { json: JSON.stringify(info) } }],
    triggerMetadata: {},
  }).outcome;

/** The paths are the real host's, so that its tools and its documentation fit. */
function keepTimer(found: TimerFunction, context: TriggerContext): RunningTimer {
  const { ownSettings, appRoot, leaseMs, leaseRetryMs, log } = context;
  const blobs = blobClient(findConnection(ownSettings), 'azure-webjobs-hosts');
  const id = hostId(appRoot, ownSettings);
  const say = (level: 'information' | 'warning', line: string) => log.function(level, found.name, line);
  const monitored = found.useMonitor && found.schedule.isRare;
  let timer: RunningTimer | undefined;

  const lease: KeptLease = keepLease({
    ...{ blobs, leaseMs, retryMs: leaseRetryMs },
    blob: `locks/${id}/Host.Functions.${found.name}.Listener`,
    onHeld() {
      say('information', 'This host runs the timer now.');
      timer = runTimer({
        schedule: found.schedule,
        runOnStartup: found.runOnStartup,
        store: monitored
          ? statusInBlob(blobs, `timers/${id}/Host.Functions.${found.name}/status`)
          : undefined,
        run: (info) => invoke(found, context, info),
        log: say,
        now: Date.now,
      });
    },
    onLost(why) {
      say('warning', `This host does not run the timer any more: ${why}.`);
      void timer?.stop();
      timer = undefined;
    },
    onProblem: (why) => say('warning', `The timer's lease: ${why}`),
  });

  return {
    /** The lease goes last, so that no other host starts the function while it still runs here. */
    async stop() {
      await timer?.stop();
      await lease.release();
    },
  };
}
