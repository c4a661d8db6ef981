import { expect, it } from 'vitest';
import { unusableItem } from '../../../src/intake/formats/unusable-item.ts';
import { source } from '../../../src/intake/sources/source.ts';
import { takeItems } from '../../../src/intake/take-items.ts';
import type { Rate } from '../../../src/moderation/rate.ts';
import { memoryWorld } from '../moderation/memory-world.ts';

const log = { info: () => {}, warn: () => {}, error: () => {} };
const grid = source.parse({ name: 'grid', format: 'eventgrid', signature: { scheme: 'none' } });
const tool = source.parse({ name: 'tool', format: 'native', signature: { scheme: 'none' } });
const unusable = (count: number) =>
  Array.from({ length: count }, (_, n) =>
    unusableItem('grid', `event-${n}`, [{ pointer: '', detail: 'is none' }]),
  );

/** Takes items of somebody whose patience for one event is over. */
async function takeLate(count: number, from = grid) {
  const host = memoryWorld().host();
  const ledger: typeof host.ledger = {
    ...host.ledger,
    acceptUnusable: (event, ending, signal) => {
      signal.throwIfAborted();
      return host.ledger.acceptUnusable(event, ending, signal);
    },
  };
  const rate: Rate = { take: async (_source, count) => count };
  const limits = { signal: AbortSignal.abort(), deadline: 0, attemptMs: 1_500, retries: 0 };
  const call = { limits, log, elapsed: () => 0 };
  const results = await takeItems(unusable(count), from, { ...host, ledger, rate }, call, false);
  return results.map(({ kind }) => kind);
}

it('many events that cannot be used have the time that many events have: each is put on record', async () => {
  expect(await takeLate(3_000)).toEqual(Array(3_000).fill('taken'));
});

it('a few have the time of one', async () => {
  await expect(takeLate(10)).rejects.toThrow('aborted');
});

it('and so have many of a sender that waits no longer for many', async () => {
  await expect(takeLate(3_000, tool)).rejects.toThrow('aborted');
});
