const rfc3339 =
  /^(\d{4}-\d\d-\d\d)T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;

/** Beyond it, ISO 8601 needs more digits than a table key has room for. */
export const endOfTime = Date.parse('9999-01-01T00:00:00Z');

/**
 * Reads a time as RFC 3339 writes it, in milliseconds since 1970; undefined for any other text, for a day that no
 * calendar has, and for what is not between the years 1970 and 9999.
 * https://www.rfc-editor.org/rfc/rfc3339#section-5.6
 */
export function readTime(text: string): number | undefined {
  const [written, day = ''] = rfc3339.exec(text.toUpperCase()) ?? [];
  if (written === undefined || !isDay(day)) return undefined;
  const ms = Date.parse(written);
  return ms >= 0 && ms < endOfTime ? ms : undefined;
}

/** V8 takes the 31st of February for the 3rd of March. */
function isDay(day: string): boolean {
  const midnight = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(day);
}
