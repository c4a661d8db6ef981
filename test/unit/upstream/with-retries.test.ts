import { describe, expect, it } from 'vitest';
import type { Answer } from '../../../src/upstream/answer.ts';
import { withRetries } from '../../../src/upstream/with-retries.ts';
import { drivenClock } from '../driven-clock.ts';

const answer = (status: number, headers: Record<string, string> = {}): Answer => ({
  status,
  header: (name) => headers[name],
  body: '',
});
const reset = () => Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });

/** Gives one step after the other, then 204. An Error is thrown. */
async function run(
  steps: (Answer | Error)[],
  { deadline = 60_000, signal = new AbortController().signal } = {},
) {
  const clock = drivenClock();
  let attempts = 0;
  const send = async () => {
    const step = steps[attempts] ?? answer(204);
    attempts += 1;
    if (step instanceof Error) throw step;
    return step;
  };
  const result = await withRetries(send, { signal, deadline, attemptMs: 1_000, retries: 3 }, clock);
  return { result: 'fault' in result ? result.fault : result.status, attempts, slept: clock.slept };
}

describe('withRetries', () => {
  it.each([204, 400, 401, 403, 404, 301])('takes %d for the last word', async (status) => {
    expect(await run([answer(status)])).toMatchObject({ result: status, attempts: 1 });
  });

  it.each([408, 429, 500, 502, 503, 504])(
    'tries again after %d without Retry-After, with backoff',
    async (status) => {
      expect(await run([answer(status)])).toEqual({ result: 204, attempts: 2, slept: [100] });
    },
  );

  it.each([429, 503])('waits as long as %d asks', async (status) => {
    const asked = answer(status, { 'retry-after': '2' });
    expect(await run([asked])).toEqual({ result: 204, attempts: 2, slept: [2_000] });
  });

  it('tries again after a fault of the connection', async () => {
    expect(await run([reset()])).toMatchObject({ result: 204, attempts: 2 });
  });

  it('gives up after three retries', async () => {
    const steps = Array.from({ length: 9 }, () => answer(503));
    expect(await run(steps)).toMatchObject({ result: 503, attempts: 4, slept: [100, 200, 400] });
  });

  it('does not wait for a retry that would come too late', async () => {
    const asked = answer(429, { 'retry-after': '60' });
    expect(await run([asked], { deadline: 2_500 })).toEqual({ result: 429, attempts: 1, slept: [] });
  });

  it('tells why there was no answer, by its code alone', async () => {
    expect(await run([reset(), reset(), reset(), reset()])).toMatchObject({ result: 'ECONNRESET' });
    expect(await run([new Error('a message that may hold anything')], { deadline: 1 })).toMatchObject({
      result: 'ConnectionFailed',
    });
  });

  it('starts no attempt once it is too late for one', async () => {
    expect(await run([], { deadline: 0 })).toEqual({ result: 'Timeout', attempts: 0, slept: [] });
  });

  it('starts no attempt for a caller that is gone', async () => {
    const gone = AbortSignal.abort();
    expect(await run([reset()], { signal: gone })).toMatchObject({ result: 'Timeout', attempts: 0 });
  });

  it('stops when the caller no longer waits', async () => {
    const caller = new AbortController();
    let attempts = 0;
    const failing = async () => {
      attempts += 1;
      caller.abort();
      throw reset();
    };
    const limits = { signal: caller.signal, deadline: 60_000, attemptMs: 1_000, retries: 3 };
    expect(await withRetries(failing, limits, drivenClock())).toEqual({ fault: 'Timeout' });
    expect(attempts).toBe(1);
  });

  it('ends an attempt that takes too long, and tries again', async () => {
    let attempts = 0;
    const hangOnce = (signal: AbortSignal) => {
      attempts += 1;
      if (attempts > 1) return Promise.resolve(answer(204));
      return new Promise<Answer>((_, reject) => {
        signal.addEventListener('abort', () => reject(new Error('aborted')));
      });
    };
    const limits = { signal: new AbortController().signal, deadline: 60_000, attemptMs: 5, retries: 3 };
    expect(await withRetries(hangOnce, limits, drivenClock())).toMatchObject({ status: 204 });
  });
});

describe('an attempt that does not listen to its signal', () => {
  const patient = new AbortController().signal;
  const deaf = () => new Promise<Answer>(() => {});

  it('is over with its time, as any other', async () => {
    const limits = { signal: patient, deadline: 60_000, attemptMs: 5, retries: 0 };
    expect(await withRetries(deaf, limits, drivenClock())).toEqual({ fault: 'Timeout' });
  });

  it('is over when the caller no longer waits', async () => {
    const caller = new AbortController();
    const limits = { signal: caller.signal, deadline: 60_000, attemptMs: 60_000, retries: 3 };
    const clock = drivenClock();
    const result = withRetries(deaf, limits, clock);
    caller.abort();
    expect(await result).toEqual({ fault: 'Timeout' });
    expect(clock.slept).toEqual([]);
  });

  it('is followed by another, whatever becomes of it', async () => {
    const first = Promise.withResolvers<Answer>();
    const steps = [first.promise, Promise.resolve(answer(204))];
    const send = () => steps.shift() ?? deaf();
    const limits = { signal: patient, deadline: 60_000, attemptMs: 5, retries: 3 };
    expect(await withRetries(send, limits, drivenClock())).toMatchObject({ status: 204 });
    first.reject(reset());
    await new Promise(setImmediate);
  });
});
