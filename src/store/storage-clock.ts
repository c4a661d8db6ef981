import type { PipelinePolicy } from '@azure/core-rest-pipeline';
import type { Clock } from '../clock.ts';

/** The storage account's time, as far as it can be told from its answers. */
export interface StorageClock {
  /** Milliseconds since 1970; the machine's own clock until the first answer has come. */
  now(): number;
  /** Whether any answer has come yet. */
  readonly isSet: boolean;
  /** Takes note of when an answer left the account. The times are the machine's own, before and after the call. */
  observe(dateHeader: string, sent: number, received: number): void;
}

/**
 * Keeps the offset between the machine's clock and the account's, so that hosts whose clocks disagree agree on when
 * a lease ends. `Date` counts whole seconds: each answer bounds the offset from both sides, and what is believed
 * moves only as far as the bounds demand.
 */
export function createStorageClock(clock: Clock): StorageClock {
  let offset = 0;
  let isSet = false;
  return {
    get isSet() {
      return isSet;
    },
    now: () => clock.now() + offset,
    observe(dateHeader, sent, received) {
      const second = Date.parse(dateHeader);
      if (Number.isNaN(second)) return;
      isSet = true;
      const [least, most] = [second - received, second + 999 - sent];
      offset = Math.min(Math.max(offset, least), Math.max(least, most));
    },
  };
}

/** Lets a storage client's answers set the clock. */
export function observeDates(storageClock: StorageClock, clock: Clock): PipelinePolicy {
  return {
    name: 'observeDates',
    async sendRequest(request, next) {
      const sent = clock.now();
      const response = await next(request);
      storageClock.observe(response.headers.get('date') ?? '', sent, clock.now());
      return response;
    },
  };
}
