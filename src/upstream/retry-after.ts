/** What each header counts in; the first that can be read wins, as in Azure's own SDKs. */
const readers = [
  ['retry-after-ms', milliseconds],
  ['x-ms-retry-after-ms', milliseconds],
  ['retry-after', secondsOrDate],
] as const;

/**
 * How long a service asks us to wait, in milliseconds from `now`; undefined when it does not say.
 * Retry-After is seconds or an HTTP date: https://www.rfc-editor.org/rfc/rfc9110#field.retry-after
 */
export function retryAfter(header: (name: string) => string | undefined, now: number): number | undefined {
  for (const [name, read] of readers) {
    const value = header(name)?.trim();
    const wait = value ? read(value, now) : undefined;
    if (wait !== undefined) return wait;
  }
  return undefined;
}

function milliseconds(value: string): number | undefined {
  return /^\d+(\.\d+)?$/.test(value) ? Number(value) : undefined;
}

function secondsOrDate(value: string, now: number): number | undefined {
  const seconds = milliseconds(value);
  if (seconds !== undefined) return seconds * 1_000;
  const date = /[a-z]/i.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
