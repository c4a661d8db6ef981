import { describe, expect, it } from 'vitest';
import { parseSchedule } from '../../../local/host/timers/parse-schedule.ts';
import { statusAtStart, statusToJson } from '../../../local/host/timers/schedule-status.ts';

const hourly = parseSchedule('0 0 * * * *');
const at = (time: string) => Date.parse(`2026-11-23T${time}Z`);
const now = at('12:10:00');

describe('a timer starts', () => {
  it('with the next occurrence, if nothing was kept', () => {
    expect(statusAtStart(undefined, hourly, now)).toEqual({
      status: { next: at('13:00:00'), lastUpdated: now },
      isNew: true,
      isPastDue: false,
    });
  });
  it('with what was kept, if the schedule is the same', () => {
    const kept = { last: at('12:00:00'), next: at('13:00:00'), lastUpdated: at('12:00:00') };
    expect(statusAtStart(kept, hourly, now)).toEqual({ status: kept, isNew: false, isPastDue: false });
  });
  it('past due, if an occurrence was missed', () => {
    const kept = { last: at('10:00:00'), next: at('11:00:00'), lastUpdated: at('10:00:00') };
    expect(statusAtStart(kept, hourly, now)).toEqual({ status: kept, isNew: false, isPastDue: true });
  });
  it('past due, if the very first occurrence was missed', () => {
    const kept = { next: at('11:00:00'), lastUpdated: at('10:20:00') };
    expect(statusAtStart(kept, hourly, now).isPastDue).toBe(true);
  });
  it('anew, and not past due, if the schedule was another one', () => {
    const kept = { last: at('10:00:00'), next: at('10:30:00'), lastUpdated: at('10:00:00') };
    expect(statusAtStart(kept, hourly, now)).toEqual({
      status: { next: at('13:00:00'), lastUpdated: now },
      isNew: true,
      isPastDue: false,
    });
  });
  it('from the last run, if the schedule was another one and its next time is still to come', () => {
    const kept = { last: at('12:05:00'), next: at('12:30:00'), lastUpdated: at('12:05:00') };
    expect(statusAtStart(kept, hourly, now).status).toEqual({
      next: at('13:00:00'),
      lastUpdated: at('12:05:00'),
    });
  });
});

it('times are written as .NET writes them, and the first of all instants where there is none', () => {
  expect(statusToJson({ next: at('13:00:00') })).toEqual({
    Last: '0001-01-01T00:00:00+00:00',
    Next: '2026-11-23T13:00:00.000+00:00',
    LastUpdated: '0001-01-01T00:00:00+00:00',
  });
});
