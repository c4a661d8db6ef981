/** .NET's TimeSpan: `[-][days.]hours:minutes[:seconds[.fraction]]`, or whole days. */
const pattern = /^(-)?(?:(\d+)|(?:(\d+)\.)?(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.(\d{1,7}))?)?)$/;

/**
 * Reads a duration as host.json and NCRONTAB's plain form write it.
 *
 * @returns milliseconds; undefined if it is none
 * @see https://learn.microsoft.com/dotnet/api/system.timespan.parse
 */
export function parseTimeSpan(text: string): number | undefined {
  const match = pattern.exec(text.trim());
  if (!match) return undefined;
  const [sign, wholeDays, days, hours, minutes, seconds] = match.slice(1, 7).map((part) => Number(part ?? 0));
  const [h = 0, m = 0, s = 0] = [hours, minutes, seconds];
  if (h > 23 || m > 59 || s > 59) return undefined;
  const inSeconds = (((wholeDays ?? 0) + (days ?? 0)) * 24 + h) * 3600 + m * 60 + s;
  const milliseconds = inSeconds * 1000 + Number(`0.${match[7] ?? 0}`) * 1000;
  return sign === undefined || match[1] === undefined ? milliseconds : -milliseconds;
}
