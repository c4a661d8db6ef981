import { Cron } from 'croner';

/** Azure's clock is UTC; NCRONTAB wants a day to fit both of its day fields. */
const options = { timezone: 'UTC', domAndDow: true, mode: '6-part' } as const;

/**
 * When a schedule was due last, if that was after `since`: what was missed while nobody looked is made up for once.
 *
 * @param since - milliseconds since 1970; what was due then, or before, has been seen to.
 * @returns milliseconds since 1970.
 * @throws when the text is no schedule.
 */
export function dueRun(schedule: string, since: number, now: number): number | undefined {
  const [due] = new Cron(schedule, options).previousRuns(1, new Date(now + 1_000));
  if (!due || due.getTime() > now || due.getTime() <= since) return undefined;
  return due.getTime();
}
