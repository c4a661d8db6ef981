import type { Schedule } from './parse-schedule.ts';
import { type ScheduleStatus, type StatusStore, statusAtStart, statusToJson } from './schedule-status.ts';

export type TimerOptions = {
  schedule: Schedule;
  runOnStartup: boolean;
  /** Absent if occurrences are not kept. */
  store: StatusStore | undefined;
  /** Runs the function; its failure is no concern of the timer's. */
  run(timerInfo: object): Promise<unknown>;
  log(level: 'information' | 'warning', line: string): void;
  now(): number;
};

export type RunningTimer = {
  /** Starts no other run, and waits for one that goes on. */
  stop(): Promise<void>;
};

/** The longest that `setTimeout` can wait is 2^31 - 1 ms; a schedule may mean months. */
const longestWaitMs = 2_000_000_000;

/** What a worker is told of a timer. */
export const timerInfo = (status: ScheduleStatus | undefined, isPastDue: boolean) => ({
  Schedule: { AdjustForDST: true },
  ScheduleStatus: status ? statusToJson(status) : null,
  IsPastDue: isPastDue,
});

/**
 * Runs a function on its schedule, one run after the other: an occurrence that comes due during a run is run right
 * after it, further ones are dropped.
 * @see https://github.com/Azure/azure-webjobs-sdk-extensions (TimerListener)
 */
export function runTimer(options: TimerOptions): RunningTimer {
  const { schedule, store, log, now } = options;
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  let status: ScheduleStatus = { next: 0 };

  async function begin() {
    const kept = store ? await store.read() : undefined;
    const start = statusAtStart(kept, schedule, now());
    status = start.status;
    if (store && start.isNew) await store.write(status);
    if (start.isPastDue) await run('it is past due', true);
    else if (options.runOnStartup) await run('it runs at start-up', false);
  }

  async function run(why: string, isPastDue: boolean) {
    if (stopped) return;
    if (why) log('information', `The timer runs out of turn: ${why}.`);
    const begun = now();
    await options.run(timerInfo(store && status, isPastDue)).catch(() => undefined);
    // Timers may fire a little early; counted from then, the same occurrence would come a second time.
    const counted = why === '' ? Math.max(begun, status.next) : begun;
    status = { last: counted, next: schedule.next(counted), lastUpdated: counted };
    await store?.write(status);
  }

  function plan() {
    if (stopped) return;
    const left = Math.max(1, status.next - now());
    timer = setTimeout(
      () => {
        if (left > longestWaitMs) plan();
        else running = guarded(() => run('', false)).then(plan);
      },
      Math.min(left, longestWaitMs),
    );
  }

  const guarded = (what: () => Promise<void>) =>
    what().catch((error: Error) => log('warning', `The timer's schedule status: ${error.message}`));

  let running = guarded(begin).then(() => {
    if (status.next === 0) status = { next: schedule.next(now()) };
    plan();
  });

  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
