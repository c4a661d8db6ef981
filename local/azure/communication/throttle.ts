import { createRateLimiter } from '../door/rate-limiter.ts';
import type { Behaviour } from './behaviour.ts';
import { LIMITS, type Per } from './limits.ts';

/** Applies the published limits to a call. */
export interface Throttle {
  /** @returns the headers of a 429, or undefined when the call may pass */
  refuse(operation: string, user?: string, threadId?: string): Record<string, string> | undefined;
  clear(): void;
}

const WHEN: Readonly<
  Record<Behaviour['retryAfterOn429'], (wait: number, now: number) => Record<string, string>>
> = {
  none: () => ({}),
  seconds: (wait) => ({ 'retry-after': String(Math.ceil(wait / 1000)) }),
  'ms-header': (wait) => ({ 'retry-after-ms': String(wait) }),
  date: (wait, now) => ({ 'retry-after': new Date(Math.ceil((now + wait) / 1000) * 1000).toUTCString() }),
};

export function createThrottle(now: () => number, behaviour: Behaviour): Throttle {
  const limiter = createRateLimiter(now, () => behaviour.refusedCalls === 'count');
  return {
    refuse: (operation, user = '', threadId = '') => {
      if (behaviour.rateLimits === 'off') return undefined;
      const keys: Record<Per, string> = {
        resource: '',
        user,
        thread: threadId,
        'user and thread': `${user} ${threadId}`,
      };
      const waits = LIMITS.filter((rule) => rule.operations.includes(operation)).map(
        ({ operations, per, limits }) => limiter.admit(`${operations[0]} ${per} ${keys[per]}`, limits),
      );
      const wait = Math.max(0, ...waits);
      return wait > 0 ? WHEN[behaviour.retryAfterOn429](wait, now()) : undefined;
    },
    clear: () => limiter.clear(),
  };
}
