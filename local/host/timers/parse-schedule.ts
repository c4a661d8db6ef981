import { CronExpressionParser } from 'cron-parser';
import { parseTimeSpan } from '../host-json/parse-time-span.ts';

/** When a timer is due. */
export type Schedule = {
  /** The first occurrence after `time`, not at it. Both in ms since 1970. */
  next(time: number): number;
  /** Whether it is worth keeping: the real host does not for what comes more often than once a minute. */
  isRare: boolean;
};

const minuteMs = 60_000;
/** Of what the parser knows, the part that NCRONTAB knows too: no L, W, #, ?, H and no @daily. */
const fieldPattern = /^[\dA-Z*,/-]+$/i;
const namesOnly =
  /^(?:[^A-Z]|JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC|SUN|MON|TUE|WED|THU|FRI|SAT)*$/i;

/**
 * Reads `{second} {minute} {hour} {day} {month} {day of week}`, the same without seconds, or a time span.
 *
 * @param zone an IANA name; Azure's clock is UTC unless `WEBSITE_TIME_ZONE` says otherwise
 * @throws with a sentence for people
 * @see https://learn.microsoft.com/azure/azure-functions/functions-bindings-timer#ncrontab-expressions
 */
export function parseSchedule(text: string, zone = 'UTC'): Schedule {
  const fields = text.trim().split(/\s+/);
  if (fields.length === 1) return everySpan(text);
  const known = fields.every((field) => fieldPattern.test(field) && namesOnly.test(field));
  if (!known || fields.length < 5 || fields.length > 6) throw new Error(`${text} is no schedule`);
  const next = nextByCron(fields.length === 5 ? ['0', ...fields] : fields, zone, text);
  return { next, isRare: isRare(next) };
}

function everySpan(text: string): Schedule {
  const span = parseTimeSpan(text);
  if (span === undefined || span <= 0) throw new Error(`${text} is no schedule`);
  return { next: (time) => time + span, isRare: span >= minuteMs };
}

function nextByCron(fields: string[], zone: string, text: string): Schedule['next'] {
  const parse = (expression: string, currentDate?: Date) => {
    try {
      return CronExpressionParser.parse(expression, { tz: zone, ...(currentDate && { currentDate }) });
    } catch (error) {
      throw new Error(`${text} is no schedule: ${(error as Error).message}`);
    }
  };
  const days = new Set<number>(parse(fields.join(' ')).fields.dayOfWeek.values.map((day) => Number(day) % 7));
  // Cron takes a day that fits one of the two day fields, NCRONTAB one that fits both.
  const anyDay = [...fields.slice(0, 5), '*'].join(' ');
  return (time) => {
    const occurrences = parse(anyDay, new Date(time));
    for (;;) {
      const found = occurrences.next();
      if (days.has(found.getDay())) return found.getTime();
      // Seconds of a day that does not fit are not gone through one by one.
      found.addDay();
      found.subtractSecond();
      occurrences.reset(found);
    }
  };
}

/** As the real host finds out: by the next five occurrences. */
function isRare(next: Schedule['next']): boolean {
  let time = Date.now();
  const gaps = Array.from({ length: 5 }, () => {
    const before = time;
    time = next(before);
    return time - before;
  });
  return gaps.slice(1).every((gap) => gap >= minuteMs);
}
