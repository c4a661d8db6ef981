import { endOfTime, readTime } from '../../read-time.ts';

/** Before this, a number is no time in milliseconds but one in seconds. */
const earliestMs = Date.parse('2000-01-01T00:00:00Z');

/** A time as vendors write it: RFC 3339, or milliseconds since 1970. Undefined for anything else. */
export function vendorTime(value: unknown): number | undefined {
  if (typeof value === 'string') return readTime(value);
  return typeof value === 'number' && value >= earliestMs && value < endOfTime
    ? Math.floor(value)
    : undefined;
}

const units: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

/** A length of time as people write it, `30m`, `24h`, `7d` or `2w`, in milliseconds; undefined for anything else. */
export function vendorDuration(value: unknown): number | undefined {
  const [, count, unit = ''] =
    (typeof value === 'string' && /^\s*(\d{1,4})\s*([mhdw])\s*$/i.exec(value)) || [];
  const ms = Number(count) * (units[unit.toLowerCase()] ?? 0);
  return ms > 0 ? ms : undefined;
}
