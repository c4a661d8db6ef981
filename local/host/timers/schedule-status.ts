import type { BlobClient } from '../storage/blob-client.ts';
import type { Schedule } from './parse-schedule.ts';

/** When a timer was and will be due, in ms since 1970; `last` and `lastUpdated` are absent until known. */
export type ScheduleStatus = { last?: number; next: number; lastUpdated?: number };

/** What is kept of a timer from one host to the next. */
export type StatusStore = {
  read(): Promise<ScheduleStatus | undefined>;
  write(status: ScheduleStatus): Promise<void>;
};

/** .NET's first instant, which the real host writes where there is no time yet. */
const never = '0001-01-01T00:00:00+00:00';

/** The status as the real host writes it, for blobs and workers alike. */
export function statusToJson({ last, next, lastUpdated }: ScheduleStatus) {
  const time = (at: number | undefined) =>
    at === undefined ? never : new Date(at).toISOString().replace('Z', '+00:00');
  return { Last: time(last), Next: time(next), LastUpdated: time(lastUpdated) };
}

/** Keeps it in a blob. One that cannot be read as a status counts as none. */
export function statusInBlob(blobs: BlobClient, blob: string): StatusStore {
  return {
    async read() {
      const { status, text } = await blobs.send('GET', blob);
      if (status === 404) return undefined;
      if (status !== 200) throw new Error(`The schedule status was answered ${status}.`);
      return statusFromJson(text);
    },
    async write(status) {
      const headers = { 'x-ms-blob-type': 'BlockBlob' };
      const answer = await blobs.send('PUT', blob, { headers, body: JSON.stringify(statusToJson(status)) });
      if (answer.status !== 201) throw new Error(`The schedule status was answered ${answer.status}.`);
    },
  };
}

function statusFromJson(text: string): ScheduleStatus | undefined {
  try {
    const { Last, Next, LastUpdated } = JSON.parse(text);
    const [last, next, lastUpdated] = [Last, Next, LastUpdated].map((time) => Date.parse(time));
    if (!isTime(next)) return undefined;
    return { next, ...(isTime(last) && { last }), ...(isTime(lastUpdated) && { lastUpdated }) };
  } catch {
    return undefined;
  }
}

const isTime = (time: number | undefined): time is number => Number.isFinite(time) && Number(time) > 0;

/**
 * The status to start with: the one that was kept, if the schedule is still the one it was made by.
 *
 * @returns the status, whether it has to be kept anew, and whether an occurrence was missed
 * @see https://github.com/Azure/azure-webjobs-sdk-extensions (ScheduleMonitor.CheckPastDueAsync)
 */
export function statusAtStart(kept: ScheduleStatus | undefined, schedule: Schedule, now: number) {
  const anew = (from: number) => ({ status: { next: schedule.next(from), lastUpdated: from }, isNew: true });
  if (!kept) return { ...anew(now), isPastDue: false };
  const madeAt = kept.last ?? kept.lastUpdated ?? now;
  const expected = schedule.next(madeAt);
  if (kept.next === expected) return { status: kept, isNew: false, isPastDue: now > kept.next };
  return { ...anew(now > expected ? now : madeAt), isPastDue: false };
}
