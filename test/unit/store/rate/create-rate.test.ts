import { describe, expect, it } from 'vitest';
import { createRate } from '../../../../src/store/rate/create-rate.ts';
import { storageError } from '../../../../src/store/storage-error.ts';
import type { Rows } from '../../../../src/store/table-rows.ts';
import { untilAborted } from '../../../../src/upstream/until-aborted.ts';
import { UpstreamError } from '../../../../src/upstream/upstream-error.ts';
import { drivenClock } from '../../driven-clock.ts';
import { memoryRows } from '../../memory-rows.ts';

/** Lets all go on that has nothing to wait for. */
const settle = () => new Promise(setImmediate);

/** Counters on a storage that does not answer until it is let; whoever no longer waits is told so, as with the real one. */
function slowRate() {
  const rows = memoryRows();
  const answering = Promise.withResolvers<void>();
  const read: Rows['read'] = async (key, signal) => {
    if (signal.aborted) throw storageError(signal.reason);
    await untilAborted(answering.promise, signal).catch((reason) => {
      throw storageError(reason);
    });
    return await rows.read(key, signal);
  };
  const rate = createRate({ rows: { ...rows, read }, now: drivenClock().now });
  const outcomes: Record<string, unknown> = {};
  return {
    outcomes,
    answer: answering.resolve,
    /** One who takes, and how it came out for them; `leave` ends their time. */
    taker(name: string, count = 1, most = 10) {
      const caller = new AbortController();
      rate.take('forum', count, most, caller.signal).then(
        (share) => {
          outcomes[name] = share;
        },
        (error: unknown) => {
          outcomes[name] = error;
        },
      );
      return { leave: () => caller.abort(new DOMException('too late', 'TimeoutError')) };
    },
  };
}

const away = storageError(new DOMException('too late', 'TimeoutError'));

describe('while storage does not answer', () => {
  it('each of three who take waits as long as their own signal lets them, and no longer', async () => {
    const { outcomes, taker } = slowRate();
    const [first, second, third] = ['first', 'second', 'third'].map((name) => taker(name));
    await settle();
    first?.leave();
    await settle();
    expect(outcomes).toEqual({ first: away });
    second?.leave();
    await settle();
    expect(outcomes).toEqual({ first: away, second: away });
    third?.leave();
    await settle();
    expect(outcomes).toEqual({ first: away, second: away, third: away });
    for (const outcome of Object.values(outcomes)) {
      expect(outcome).toBeInstanceOf(UpstreamError);
      expect(outcome).toMatchObject({ upstream: 'storage', code: 'NoAnswer', retryable: true });
    }
  });

  it('whoever leaves while others are counted does not make these wait, nor go', async () => {
    const { outcomes, taker, answer } = slowRate();
    taker('first');
    const second = taker('second');
    second.leave();
    await settle();
    expect(outcomes).toEqual({ second: away });
    answer();
    await settle();
    expect(outcomes).toEqual({ second: away, first: 1 });
  });

  it('whoever has left is not counted any more, and takes no room from the others', async () => {
    const { outcomes, taker, answer } = slowRate();
    taker('first', 1, 3);
    const [second, third] = [taker('second', 2, 3), taker('third', 2, 3)];
    const fourth = taker('fourth', 2, 3);
    second.leave();
    fourth.leave();
    answer();
    await settle();
    expect(outcomes).toEqual({ second: away, fourth: away, first: 1, third: 2 });
    third.leave();
  });

  it('nothing is left over of those who have all left: the next one begins anew', async () => {
    const { outcomes, taker, answer } = slowRate();
    const all = ['first', 'second', 'third'].map((name) => taker(name));
    for (const each of all) each.leave();
    await settle();
    answer();
    taker('later', 4);
    await settle();
    expect(outcomes).toEqual({ first: away, second: away, third: away, later: 4 });
  });

  it('whoever comes with no time left is told at once, and not counted', async () => {
    const rows = memoryRows();
    const rate = createRate({ rows, now: drivenClock().now });
    await expect(rate.take('forum', 1, 10, AbortSignal.abort())).rejects.toMatchObject({ retryable: true });
    expect(rows.all()).toEqual([]);
  });
});
