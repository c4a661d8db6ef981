import { BouncerError } from './bouncer-error.ts';
import { callApi } from './call-api.ts';
import { type Decision, exitOf, decision as shape } from './decision.ts';
import type { Desk } from './desk.ts';
import type { Deployment } from './find-deployment.ts';
import { length } from './option-values.ts';
import { comeBackAfter, expectAnswer, isForNow, refusal } from './refusal.ts';

/** How a command is told to wait. */
export const waitOptions = {
  wait: { about: 'waits for the end of what goes on, and asks again when the app says later' },
  timeout: { value: 'LENGTH', as: length, about: 'with --wait: for how long at most (5m)' },
} as const;

/** When to stop waiting, on the clock's monotonic scale; undefined without `--wait`. */
export function waitUntil(
  given: { readonly wait: boolean | undefined; readonly timeout: number | undefined },
  { clock }: Pick<Desk, 'clock'>,
): number | undefined {
  return given.wait ? clock.monotonic() + (given.timeout ?? 5 * 60_000) : undefined;
}

/** Often at first, since most things end soon. */
const pausesMs = [300, 700, 1_000, 2_000, 3_000];
const longestPauseMs = 5_000;

/**
 * Looks at a decision until it has ended, or nothing will come of waiting: it is held, or scheduled for later than the
 * deadline.
 *
 * @returns what was seen last.
 * @throws BouncerError when it was not seen at all.
 */
export async function awaitEnding(
  decision: string,
  deployment: Deployment,
  deadline: number,
  { clock }: Pick<Desk, 'clock'>,
): Promise<Decision> {
  let seen: Decision | undefined;
  for (let looks = 0; ; looks += 1) {
    const looked = await look(decision, deployment, clock.now());
    seen = 'decision' in looked ? looked.decision : seen;
    if (seen && isFinal(seen, clock.now() + deadline - clock.monotonic())) return seen;
    const pauseMs = ('waitMs' in looked ? looked.waitMs : pausesMs[looks]) ?? longestPauseMs;
    if (clock.monotonic() + pauseMs > deadline) {
      if (seen) return seen;
      throw 'error' in looked ? looked.error : new Error('Nothing was seen.');
    }
    await clock.sleep(pauseMs, new AbortController().signal);
  }
}

type Looked = { decision: Decision } | { error: BouncerError; waitMs: number | undefined };

/** The app may be away for a moment; what it refuses, it refuses for good. */
async function look(decision: string, deployment: Deployment, now: number): Promise<Looked> {
  try {
    const answer = await callApi(deployment, {
      method: 'GET',
      path: `decisions/${encodeURIComponent(decision)}`,
    });
    if (isForNow(answer)) return { error: refusal(answer, now), waitMs: comeBackAfter(answer, now) };
    return { decision: expectAnswer(answer, [200], shape, now) };
  } catch (error) {
    if (error instanceof BouncerError && error.trouble.exit === 'unavailable')
      return { error, waitMs: undefined };
    throw error;
  }
}

/** @param end - until when somebody waits, in milliseconds since 1970. */
function isFinal(seen: Decision, end: number): boolean {
  if (exitOf(seen) !== 'goes-on' || seen.status === 'held') return true;
  return seen.notBefore !== undefined && Date.parse(seen.notBefore) > end;
}
