import type { Clock } from '../../src/clock.ts';

/** What an app without a key says when all is well: there is such a function, and it wants a key. */
const wellStatus = 401;
const capMs = 60_000;
const pauseMs = 5_000;
const attemptMs = 15_000;

/**
 * Asks the app whether it is there, until it is or a minute is over: an app that was just deployed restarts.
 *
 * @returns nothing when it is; else what it said last, in words.
 */
export async function awaitApp(
  url: string,
  clock: Pick<Clock, 'monotonic' | 'sleep'>,
): Promise<string | undefined> {
  const end = clock.monotonic() + capMs;
  for (;;) {
    const said = await ask(url);
    if (said === wellStatus) return undefined;
    if (clock.monotonic() >= end) {
      return typeof said === 'number' ? `${url} answers ${said}` : `${url} does not answer (${said})`;
    }
    await clock.sleep(pauseMs, new AbortController().signal);
  }
}

async function ask(url: string): Promise<number | string> {
  try {
    const answer = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(attemptMs) });
    await answer.body?.cancel();
    return answer.status;
  } catch (error) {
    const { cause, name } = error as Error & { cause?: { code?: string } };
    return cause?.code ?? name;
  }
}
