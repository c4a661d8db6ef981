import type { CallLimits } from '../../../src/upstream/call-limits.ts';

/** Limits of a call that has time. @param retries - how often it may be made again */
export const patient = (retries: number): CallLimits => ({
  signal: AbortSignal.timeout(20_000),
  deadline: Number.POSITIVE_INFINITY,
  attemptMs: 5_000,
  retries,
});
