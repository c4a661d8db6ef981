import * as z from 'zod';

const units = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** A length of time, `90s`, `15m`, `24h` or `90d`, in milliseconds. */
const milliseconds = (text: string) => Number.parseInt(text, 10) * units[text.at(-1) as keyof typeof units];

/** Reads a length of time between two others, written like them; in milliseconds. */
export const duration = (least: string, most: string) => {
  const fits = (text: string) =>
    /^\d{1,6}[smhd]$/.test(text) &&
    milliseconds(text) >= milliseconds(least) &&
    milliseconds(text) <= milliseconds(most);
  const error = `must be a length of time from ${least} to ${most}, written like ${least}`;
  return z.string().refine(fits, { error, abort: true }).transform(milliseconds);
};
