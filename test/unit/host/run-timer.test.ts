import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { parseSchedule } from '../../../local/host/timers/parse-schedule.ts';
import { runTimer, type TimerOptions } from '../../../local/host/timers/run-timer.ts';
import type { ScheduleStatus } from '../../../local/host/timers/schedule-status.ts';

const noon = Date.parse('2026-11-23T12:00:00Z');
beforeEach(() => {
  vi.useFakeTimers({ now: noon + 10_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

/** A timer whose runs are noted, each with what it was told and when. */
function timer(given: Partial<TimerOptions> = {}) {
  const runs: { at: string; isPastDue: boolean }[] = [];
  const running = runTimer({
    schedule: parseSchedule('0 * * * * *'),
    runOnStartup: false,
    store: undefined,
    log: () => undefined,
    now: Date.now,
    ...given,
    async run(info) {
      const { IsPastDue: isPastDue } = info as { IsPastDue: boolean };
      runs.push({ at: new Date().toISOString().slice(11, 19), isPastDue });
      await given.run?.(info);
    },
  });
  return { ...running, runs, times: () => runs.map(({ at }) => at) };
}

function store(status?: ScheduleStatus) {
  const kept = { status };
  return {
    kept,
    read: async () => kept.status,
    async write(written: ScheduleStatus) {
      kept.status = written;
    },
  };
}

describe('a timer', () => {
  it('runs at each occurrence', async () => {
    const { times } = timer();
    await vi.advanceTimersByTimeAsync(170_000);
    expect(times()).toEqual(['12:01:00', '12:02:00', '12:03:00']);
  });
  it('runs no more once it is stopped', async () => {
    const { times, stop } = timer();
    await vi.advanceTimersByTimeAsync(60_000);
    await stop();
    await vi.advanceTimersByTimeAsync(600_000);
    expect(times()).toEqual(['12:01:00']);
    expect(vi.getTimerCount()).toBe(0);
  });
  it('that runs longer than its period runs once right after it, not once for each it missed', async () => {
    const long = () => new Promise<void>((resolve) => setTimeout(resolve, 150_000));
    const run = vi.fn(async () => undefined).mockImplementationOnce(long as never);
    const { times } = timer({ run });
    await vi.advanceTimersByTimeAsync(290_000);
    expect(times()).toEqual(['12:01:00', '12:03:30', '12:04:00', '12:05:00']);
  });
  it('that is stopped during a run waits for its end', async () => {
    const run = () => new Promise<void>((resolve) => setTimeout(resolve, 30_000));
    const { stop } = timer({ run });
    await vi.advanceTimersByTimeAsync(55_000);
    const stopped = vi.fn();
    void stop().then(stopped);
    await vi.advanceTimersByTimeAsync(20_000);
    expect(stopped).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(stopped).toHaveBeenCalled();
  });
  it('waits for months, though no timer of Node can', async () => {
    const { times } = timer({ schedule: parseSchedule('0 0 0 1 3 *') });
    await vi.advanceTimersByTimeAsync(Date.parse('2027-02-28T23:59:59Z') - Date.now());
    expect(times()).toEqual([]);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(times()).toEqual(['00:00:00']);
  });
  it('whose function fails runs on', async () => {
    const { times } = timer({ run: () => Promise.reject(new Error('no')) });
    await vi.advanceTimersByTimeAsync(110_000);
    expect(times()).toEqual(['12:01:00', '12:02:00']);
  });
  it('that fires a little early does not run twice for one occurrence', async () => {
    const kept = store();
    const { times } = timer({ store: kept, now: () => Date.now() - 20 });
    await vi.advanceTimersByTimeAsync(50_000);
    expect(kept.kept.status?.next).toBe(noon + 60_000);
    await vi.advanceTimersByTimeAsync(60_020);
    expect(times()).toEqual(['12:01:00', '12:02:00']);
  });
});

describe('at its start a timer', () => {
  it('runs at once if it is to', async () => {
    const { runs } = timer({ runOnStartup: true });
    await vi.advanceTimersByTimeAsync(55_000);
    expect(runs).toEqual([
      { at: '12:00:10', isPastDue: false },
      { at: '12:01:00', isPastDue: false },
    ]);
  });
  it('runs once if it is past due, however many were missed and even if it runs at start-up', async () => {
    const missed = { last: noon - 600_000, next: noon - 540_000, lastUpdated: noon - 600_000 };
    const kept = store(missed);
    const { runs } = timer({ store: kept, runOnStartup: true });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(runs).toEqual([{ at: '12:00:10', isPastDue: true }]);
    expect(kept.kept.status).toEqual({
      last: noon + 10_000,
      next: noon + 60_000,
      lastUpdated: noon + 10_000,
    });
  });
  it('runs by its schedule even if the status cannot be read or written', async () => {
    const broken = {
      read: () => Promise.reject(new Error('away')),
      write: () => Promise.reject(new Error('away')),
    };
    const log = vi.fn();
    const { times } = timer({ store: broken, log });
    await vi.advanceTimersByTimeAsync(110_000);
    expect(times()).toEqual(['12:01:00', '12:02:00']);
    expect(log).toHaveBeenCalledWith('warning', "The timer's schedule status: away");
  });
});
