import { describe, expect, it } from 'vitest';
import { tryTwice } from '../../../src/store/try-twice.ts';

const signal = new AbortController().signal;
const fault = (statusCode?: number) =>
  Object.assign(new Error('no'), statusCode === undefined ? {} : { statusCode });

async function run(steps: (Error | string)[], each = signal) {
  let calls = 0;
  const result = await tryTwice(async () => {
    const step = steps[calls] ?? 'more';
    calls += 1;
    if (step instanceof Error) throw step;
    return step;
  }, each).catch((error: Error & { statusCode?: number }) => `threw ${error.statusCode}`);
  return { result, calls };
}

describe('tryTwice', () => {
  it.each([undefined, 500, 503])(
    'tries again when no answer came, or one of the account’s own faults (%s)',
    async (status) => {
      expect(await run([fault(status), 'done'])).toEqual({ result: 'done', calls: 2 });
    },
  );

  it.each([400, 403, 404, 409, 412])('takes %d for an answer', async (status) => {
    expect(await run([fault(status)])).toEqual({ result: `threw ${status}`, calls: 1 });
  });

  it('gives up after the second try', async () => {
    expect(await run([fault(503), fault(500)])).toEqual({ result: 'threw 500', calls: 2 });
  });

  it('does not try again for a caller that is gone', async () => {
    expect(await run([fault()], AbortSignal.abort())).toEqual({ result: 'threw undefined', calls: 0 });
  });
});

it('ends when it should, even if what it calls does not listen', async () => {
  const caller = new AbortController();
  const deaf = tryTwice(() => new Promise(() => {}), caller.signal);
  caller.abort(new Error('enough'));
  await expect(deaf).rejects.toThrow('enough');
});
