import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { BlobAnswer } from '../../../local/host/storage/blob-client.ts';
import { keepLease } from '../../../local/host/storage/keep-lease.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const answer = (status: number, headers = {}): BlobAnswer => ({
  status,
  headers: new Headers(headers),
  text: '',
});

/** A lease on a storage that answers as it is told, by what is asked. */
function lease(answers: Record<string, () => BlobAnswer | Promise<BlobAnswer>>) {
  const asked: string[] = [];
  const events: string[] = [];
  const usual: typeof answers = {
    acquire: () => answer(201, { 'x-ms-lease-id': 'mine' }),
    renew: () => answer(200),
    release: () => answer(200),
    put: () => answer(201),
  };
  const kept = keepLease({
    blobs: {
      async send(_method, _blob, { headers } = {}) {
        const what = headers?.['x-ms-lease-action'] ?? 'put';
        asked.push(what);
        return await ((answers[what] ?? usual[what]) as () => BlobAnswer)();
      },
    },
    ...{ blob: 'a-lock', leaseMs: 15_000, retryMs: 1_000 },
    onHeld: () => events.push('held'),
    onLost: (why) => events.push(`lost: ${why}`),
    onProblem: (why) => events.push(`problem: ${why}`),
  });
  return { ...kept, asked, events };
}

describe('a lease', () => {
  it('is acquired at once, renewed at half its time, and given back', async () => {
    const { asked, events, release } = lease({});
    await vi.advanceTimersByTimeAsync(16_000);
    expect([asked, events]).toEqual([['acquire', 'renew', 'renew'], ['held']]);
    await release();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(asked.slice(3)).toEqual(['release']);
    expect(vi.getTimerCount()).toBe(0);
  });
  it('makes its blob, if there is none', async () => {
    const acquire = vi
      .fn()
      .mockReturnValueOnce(answer(404))
      .mockReturnValue(answer(201, { 'x-ms-lease-id': 'mine' }));
    const { asked, events } = lease({ acquire });
    await vi.advanceTimersByTimeAsync(0);
    expect([asked, events]).toEqual([['acquire', 'put', 'acquire'], ['held']]);
  });
  it('that another has is asked for again, without a word', async () => {
    const acquire = vi.fn().mockReturnValue(answer(409));
    const { asked, events, release } = lease({ acquire });
    await vi.advanceTimersByTimeAsync(2_500);
    expect([asked.length, events]).toEqual([3, []]);
    await release();
    expect(asked).not.toContain('release');
  });
  it('that another took over is lost, and asked for again', async () => {
    const renew = vi.fn().mockReturnValueOnce(answer(409)).mockReturnValue(answer(200));
    const { events } = lease({ renew });
    await vi.advanceTimersByTimeAsync(7_500);
    expect(events).toEqual(['held', 'lost: the lease of a-lock is not renewed (409)']);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(events.at(-1)).toBe('held');
  });
  it('outlives a storage that is away for a moment', async () => {
    const renew = vi.fn().mockRejectedValueOnce(new Error('away')).mockResolvedValue(answer(200));
    const { events, asked } = lease({ renew });
    await vi.advanceTimersByTimeAsync(8_500);
    expect([events, asked]).toEqual([
      ['held', 'problem: away'],
      ['acquire', 'renew', 'renew'],
    ]);
  });
  it('is lost when the storage is away for longer than it lasts', async () => {
    const { events } = lease({ renew: () => Promise.reject(new Error('away')) });
    await vi.advanceTimersByTimeAsync(14_999);
    expect(events.filter((each) => each.startsWith('lost'))).toEqual([]);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(events).toContain('lost: away');
  });
  it('that is still being asked for is given back too', async () => {
    const waiting = Promise.withResolvers<BlobAnswer>();
    const { release, asked, events } = lease({ acquire: () => waiting.promise });
    const released = release();
    waiting.resolve(answer(201, { 'x-ms-lease-id': 'mine' }));
    await released;
    expect([asked, events]).toEqual([['acquire', 'release'], []]);
  });
});
