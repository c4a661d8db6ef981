const steps = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
] as const;

const words = new Intl.RelativeTimeFormat('en', { numeric: 'always' });

/** A time of the app's as people read it: `2026-11-23 09:30:00Z, 2 hours ago`. */
export function when(iso: string | undefined, now: number): string | undefined {
  const at = iso === undefined ? Number.NaN : Date.parse(iso);
  if (Number.isNaN(at)) return iso;
  const apart = at - now;
  const [unit, size] = steps.find(([, ms]) => Math.abs(apart) >= ms) ?? ['second', 1_000];
  const away = Math.abs(apart) < 1_000 ? 'just now' : words.format(Math.round(apart / size), unit);
  const shown = new Date(at)
    .toISOString()
    .replace('T', ' ')
    .replace(/\.\d+Z$/, 'Z');
  return `${shown}, ${away}`;
}
